import { expect, test } from '@jest/globals';
import { isFrom, newBrowser } from './browserCookie.ts';

const NAME = 'hot-lead-salesforce';
const asked = {
  name: NAME,
  publicUrl: 'https://tools.example.com/hot-leads/',
  path: '/oauth/salesforce/callback',
  livesMs: 3_600_000,
};

test('the cookie goes back to our page alone, by https, and to no script', () => {
  expect(newBrowser(asked).cookie).toMatch(
    /^hot-lead-salesforce=[\w-]{32}; Path=\/hot-leads\/oauth\/salesforce\/callback; Max-Age=3600; HttpOnly; SameSite=Lax; Secure$/,
  );
  expect(newBrowser({ ...asked, publicUrl: 'http://localhost:3000' }).cookie).toMatch(
    /; Path=\/oauth\/salesforce\/callback; .*SameSite=Lax$/,
  );
});

test('only the browser that was given it shows it', () => {
  const [one, other] = [newBrowser(asked), newBrowser(asked)];
  const cookieOf = ({ cookie }: typeof one) => `a=b; ${cookie.split(';')[0]}`;
  expect(isFrom(one.browser, NAME, cookieOf(one))).toBe(true);
  expect([isFrom(one.browser, NAME, cookieOf(other)), isFrom(one.browser, NAME), isFrom('', NAME, `${NAME}=`)]).toEqual(
    [false, false, false],
  );
});
