import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SalesforceConnection, SalesforceLogin } from '../appSettings.ts';
import type { Config } from '../config.ts';

type Configured = NonNullable<Config['salesforce']>;

/** The configuration of Salesforce as the product is started with it; reads the key file. Throws a sentence for people. */
export function salesforceSettings({
  login,
  loginUrl,
  taskQueue,
  csmField,
  dailyCalls,
  pubsub,
}: Configured): SalesforceConnection {
  return {
    login: loginFrom(login),
    loginUrl,
    ...(taskQueue !== undefined && { taskQueue }),
    ...(csmField !== undefined && { csmField }),
    ...(dailyCalls !== undefined && { dailyCalls }),
    ...(pubsub !== undefined && { pubsub }),
  };
}

function loginFrom(login: Configured['login']): SalesforceLogin {
  if (login.by !== 'jwt') return { ...login, clientSecret: login.clientSecret.reveal() };
  const { by, clientId, username, key } = login;
  return { by, clientId, username, privateKey: 'file' in key ? keyIn(key.file) : key.reveal() };
}

function keyIn(file: string): string {
  const name = `SALESFORCE_PRIVATE_KEY_FILE: ${file}`;
  const pem = contentOf(file, name);
  if (isRsaKey(pem)) return pem;
  throw new Error(
    `${name} holds no RSA private key: it has to be the PEM file that was made with the app’s certificate`,
  );
}

function contentOf(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${name} cannot be read (${(cause as NodeJS.ErrnoException).code})`, { cause });
  }
}

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
