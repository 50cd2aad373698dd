import { describe, expect, test } from '@jest/globals';
import { type Address, addressProblem, mayCall } from './address.ts';

const at = (address: string): Address => ({ address, family: address.includes(':') ? 6 : 4 });

const INNER =
  '127.0.0.1 127.8.8.8 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 0.0.0.0 0.1.2.3 ' +
  '169.254.169.254 100.64.0.1 100.100.100.200 192.0.0.192 198.18.0.1 192.0.2.1 224.0.0.1 ' +
  '255.255.255.255 240.0.0.1 168.63.129.16 192.88.99.1 203.0.113.9 ::1 :: fe80::1 fc00::1 ' +
  'fd00:ec2::254 ff02::1 2001:db8::1 fec0::1 3fff::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ' +
  '::ffff:8.8.8.8 ::127.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::7f00:1 2002:7f00:1:: ' +
  '2001:0:4136:e378:8000:63bf:3fff:fdd2';

describe('where a webhook may go', () => {
  test.each(['93.184.215.14', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::6810:84e5', '2a00:1450:4001::1'])(
    '%s is on the internet',
    (address) => {
      expect(mayCall(at(address), { allowPrivate: false })).toBe(true);
    },
  );

  test.each(INNER.split(' '))('%s is not', (address) => {
    expect(mayCall(at(address), { allowPrivate: false })).toBe(false);
  });

  test.each(['127.0.0.1', '10.1.2.3', '192.168.1.1', '::1', 'fd12::1', '::ffff:10.0.0.1'])(
    '%s is allowed to whoever has said that the own network is',
    (address) => {
      expect(mayCall(at(address), { allowPrivate: true })).toBe(true);
    },
  );

  test.each(['169.254.169.254', '::ffff:169.254.169.254', 'fe80::1', 'fd00:ec2::254', '168.63.129.16', '224.0.0.1'])(
    '%s, where clouds keep what a machine may do, is never called',
    (address) => {
      expect(mayCall(at(address), { allowPrivate: true })).toBe(false);
    },
  );
});

describe('an address that somebody subscribes with', () => {
  const inside = /private network/;
  test.each<[string, RegExp]>([
    ['nonsense', /no web address/],
    ['ftp://example.com', /https/],
    ['http://example.com/', /https/],
    ['file:///etc/passwd', /https/],
    ['https://user:pass@example.com/', /password/],
    ['https://127.0.0.1/', inside],
    ['https://0x7f.1/', inside],
    ['https://2130706433/', inside],
    ['https://017700000001/', inside],
    ['https://[::ffff:7f00:1]/', inside],
    ['https://[::1]:8443/x', inside],
  ])('%s is refused with the reason', (url, reason) => {
    expect(addressProblem(url, { allowPrivate: false })).toMatch(reason);
  });

  test.each(['https://example.com/hook', 'https://93.184.215.14:8443/'])('%s may be tried', (url) => {
    expect(addressProblem(url, { allowPrivate: false })).toBeUndefined();
  });

  test('without TLS, inside, is for whoever allowed it', () => {
    expect(addressProblem('http://192.168.1.9:5678/webhook', { allowPrivate: true })).toBeUndefined();
    expect(addressProblem('http://169.254.169.254/latest', { allowPrivate: true })).toMatch(inside);
  });
});
