import { describe, expect, test } from '@jest/globals';
import PostalMime from 'postal-mime';
import { startMail } from '../../sandbox/mail/mail.ts';
import type { LeadMail } from '../mail.ts';
import { mailToLeads } from './leadMail.ts';
import { openSmtp } from './smtp.ts';

const NOW = Date.UTC(2026, 10, 21, 13, 10);
const mail: LeadMail = {
  id: 'sequence-e-17-1',
  to: { name: 'Ada Lovelace', email: 'ada@bigco.example' },
  replyTo: { name: 'Bob Rep', email: 'bob@acme.example' },
  subject: 'Your demo',
  text: 'Hello Ada,\n\nyou asked for a demo.\nShall we talk?\n\nBob',
  button: { text: 'Pick a time', url: 'https://book.test/bob?a=1&b=2' },
};

async function sent(more: Partial<LeadMail> = {}, from = 'Hot leads <hot@acme.example>') {
  await using server = await startMail();
  await using smtp = openSmtp({ url: server.url });
  await mailToLeads({ smtp, from, publicHost: 'hot.test', now: () => NOW }).send({ ...mail, ...more });
  const parsed = await PostalMime.parse(server.mails()[0]?.raw ?? '');
  return { ...parsed, header: (name: string) => parsed.headers.find(({ key }) => key === name)?.value };
}

describe('a mail to a lead', () => {
  test('is from the rep by name, over the address of the installation, and answers go to the rep', async () => {
    expect(await sent()).toMatchObject({
      from: { name: 'Bob Rep', address: 'hot@acme.example' },
      to: [{ name: 'Ada Lovelace', address: 'ada@bigco.example' }],
      replyTo: [{ name: 'Bob Rep', address: 'bob@acme.example' }],
      messageId: '<sequence-e-17-1@hot.test>',
      subject: 'Your demo',
    });
  });

  test('says that a program sent it, and lets absences be told', async () => {
    const { header } = await sent();
    expect([header('auto-submitted'), header('x-auto-response-suppress')]).toEqual(['auto-generated', undefined]);
  });

  test('has the text as it is, and the button in both parts', async () => {
    const { text, html } = await sent();
    expect(text?.trim()).toBe(`${mail.text}\n\nPick a time: https://book.test/bob?a=1&b=2`);
    expect(html).toContain('you asked for a demo.<br>Shall we talk?</p>');
    expect(html).toContain('href="https://book.test/bob?a=1&amp;b=2"');
  });

  test('without a rep it is from the installation', async () => {
    const { replyTo: _replyTo, ...without } = mail;
    await using server = await startMail();
    await using smtp = openSmtp({ url: server.url });
    await mailToLeads({ smtp, from: 'hot@acme.example', now: () => NOW }).send(without);
    const { from, replyTo, messageId } = await PostalMime.parse(server.mails()[0]!.raw);
    expect([from, replyTo, messageId]).toEqual([
      { name: '', address: 'hot@acme.example' },
      undefined,
      '<sequence-e-17-1@acme.example>',
    ]);
  });

  test('names of every kind break no header and reach nobody else', async () => {
    const name = 'Eve" <eve@evil.example>,\r\nBcc: all@acme.example';
    const { from, to, replyTo, header } = await sent({
      to: { name, email: 'ada@bigco.example' },
      replyTo: { name, email: 'bob@acme.example' },
      subject: 'a\r\nBcc: all@acme.example',
      text: '<script>alert(1)</script>',
      button: { text: '<b>', url: 'javascript:alert(1)' },
    });
    expect([from?.address, to?.map((one) => one.address), replyTo?.map((one) => one.address)]).toEqual([
      'hot@acme.example',
      ['ada@bigco.example'],
      ['bob@acme.example'],
    ]);
    expect(header('bcc')).toBeUndefined();
  });

  test('what is written is shown, never run', async () => {
    const { html } = await sent({
      text: '<script>alert(1)</script>',
      button: { text: 'x', url: 'javascript:alert(1)' },
    });
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script|javascript:/);
  });

  test.each(['ada', 'ada@bigco.example,eve@evil.example', ''])('nothing is sent to %j', async (email) => {
    await expect(sent({ to: { email } })).rejects.toMatchObject({ kind: 'permanent', code: 'mailbox' });
  });
});
