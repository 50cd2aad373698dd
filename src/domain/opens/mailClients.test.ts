import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mailClientOf } from './mailClients.ts';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';

describe('what opened a message, by its user agent', () => {
  test.each([
    ['not told', undefined, 'unknown'],
    ['empty', '', 'scanner'],
    ['blanks only', '  ', 'scanner'],
    ["Apple's privacy protection", 'Mozilla/5.0', 'prefetch'],
    ['a browser that begins like it', `${MAC}`, 'device'],
    ['one word more than it', 'Mozilla/5.0 something', 'unknown'],
    [
      "Gmail's pictures",
      'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
      'proxy',
    ],
    ["Yahoo's pictures", 'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html', 'proxy'],
    ['Superhuman', `${MAC} Superhuman/1.2 Chrome/118 Electron/27`, 'device'],
    ['HubSpot Connect', 'HubSpot Connect 2.0 (http://dev.hubspot.com/)', 'device'],
    ['Outlook on a desk', 'Mozilla/4.0 (compatible; ms-office; MSOffice 16)', 'device'],
    ['Outlook with its number', 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.10; Pro)', 'device'],
    ['Outlook on a phone', 'Outlook-iOS/709.2226530.prod.iphone (3.24.1)', 'device'],
    ['Thunderbird', 'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.0', 'device'],
    [
      'Mail on an iPhone',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148',
      'device',
    ],
    ['Chrome', CHROME, 'device'],
    ['a Cubot phone', 'Mozilla/5.0 (Linux; Android 9; CUBOT NOTE S) AppleWebKit/537.36 Chrome/90.0', 'device'],
    ['Barracuda', 'BarracudaCentral/1.0', 'scanner'],
    ['Proofpoint in the dress of Chrome', `${CHROME} Proofpoint`, 'scanner'],
    ['Mimecast', 'Mimecast URL Protect', 'scanner'],
    ['a browser without a window', CHROME.replace('Chrome', 'HeadlessChrome'), 'scanner'],
    ['curl', 'curl/8.4.0', 'scanner'],
    ['python', 'python-requests/2.31.0', 'scanner'],
    ['a search robot', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'scanner'],
    ['a preview in Slack', 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 'scanner'],
    ['a preview in Teams', 'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5', 'scanner'],
    ['Office asking whether a link exists', 'Microsoft Office Existence Discovery', 'scanner'],
    ['a program nobody knows', 'Pigeon 3', 'unknown'],
  ])('%s', (_, userAgent, client) => {
    expect(mailClientOf(userAgent)).toBe(client);
  });

  test('small and capital letters are the same, except in what Apple says', () => {
    expect(mailClientOf('CURL/8')).toBe('scanner');
    expect(mailClientOf('mozilla/5.0')).toBe('unknown');
  });

  test('any text gives an answer', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(['device', 'proxy', 'prefetch', 'scanner', 'unknown']).toContain(mailClientOf(text));
      }),
    );
  });
});
