import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { PortalState } from '../hubspot/hubspot.ts';
import type { SlackState } from '../slack/slack.ts';
import type { KeptMail } from './mail-pages.ts';
import type { OrgState } from './org-memory.ts';

/** What the demo knows from one run to the next. */
export type Remembered = {
  /** So that links into its pages still lead somewhere. */
  ports: { hubspot: number; salesforce?: number; slack: number; mail: number };
  newcomers: number;
  portal: PortalState;
  /** Absent in a file of when the company had no Salesforce. */
  org?: OrgState;
  slack: SlackState;
  mails: KeptMail[];
};

/** Changes whenever `Remembered` or what the sandboxes keep does: a file of another version is not read. */
const VERSION = 3;
const SAVE_EVERY_MS = 3_000;

export type Memory = {
  /** Of an earlier run; undefined when there is none that can be read. */
  found: Remembered | undefined;
  /** A file was there, but of no use. */
  lost: boolean;
  /** Saves every few seconds from now on, if something changed. */
  keep: (state: () => Remembered) => void;
  /** Writes now; returns when it is on disk. Does nothing before `keep`. Trouble with the disk is said once. */
  save: () => Promise<void>;
  /** Saves a last time and stops. */
  close: () => Promise<void>;
};

/** The demo's memory in `<folder>/demo-hubspot.v8`, written beside and renamed, so that it is always whole. */
export async function openMemory(folder: string, say: (text: string) => void): Promise<Memory> {
  const file = path.join(folder, 'demo-hubspot.v8');
  const { found, lost } = await readMemory(file, say);
  let state: (() => Remembered) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let written = Buffer.alloc(0);
  let saving = Promise.resolve();
  let troubled = false;

  async function write(): Promise<void> {
    if (state === undefined) return;
    const bytes = serialize({ version: VERSION, ...state() });
    if (bytes.equals(written)) return;
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(`${file}.new`, bytes, { mode: 0o600 });
      await rename(`${file}.new`, file);
      written = bytes;
    } catch (error) {
      if (!troubled) say(`what happens here cannot be kept for the next start: ${String(error)}`);
      troubled = true;
    }
  }
  const save = () => (saving = saving.then(write));

  return {
    found,
    lost,
    save,
    keep(current) {
      state = current;
      timer ??= setInterval(() => void save(), SAVE_EVERY_MS);
    },
    async close() {
      clearInterval(timer);
      await save();
      state = undefined;
    },
  };
}

async function readMemory(file: string, say: (text: string) => void): Promise<Pick<Memory, 'found' | 'lost'>> {
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return { found: undefined, lost: false };
  const found = remembered(bytes);
  if (found === undefined) say(`${file} is broken or of another version: the demo starts with new people`);
  return { found, lost: found === undefined };
}

function remembered(bytes: Buffer): Remembered | undefined {
  try {
    const { version, ...found } = deserialize(bytes) as Remembered & { version: number };
    return version === VERSION ? found : undefined;
  } catch {
    return undefined;
  }
}
