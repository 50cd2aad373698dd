import { expect, test } from '@jest/globals';
import { openOrg } from './test-org.ts';
import type { Sharing } from './sharing.ts';

type Case = {
  sharing: Sharing;
  rights?: string[];
  edit?: string[];
  change: object;
  own?: true;
  code: string | undefined;
};
const readOnly = 'INSUFFICIENT_ACCESS_OR_READONLY';
const city = { City: 'Rome' };

test.each<[string, Case]>([
  [
    'Private and unseen',
    { sharing: { Lead: 'None' }, edit: ['Lead'], change: city, code: 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY' },
  ],
  ['Public Read Only', { sharing: { Lead: 'Read' }, edit: ['Lead'], change: city, code: readOnly }],
  [
    'Public Read Only, but their own',
    { sharing: { Lead: 'Read' }, edit: ['Lead'], change: city, own: true, code: undefined },
  ],
  ['Public Read/Write', { sharing: { Lead: 'Edit' }, edit: ['Lead'], change: city, code: undefined }],
  ['Public Read/Write, of who may edit no leads', { sharing: { Lead: 'Edit' }, change: city, code: readOnly }],
  [
    'Public Read/Write, to another owner',
    { sharing: { Lead: 'Edit' }, edit: ['Lead'], change: { OwnerId: 'me' }, code: readOnly },
  ],
  [
    'Public Read/Write, by who may transfer leads',
    {
      sharing: { Lead: 'Edit' },
      edit: ['Lead'],
      rights: ['TransferAnyLead'],
      change: { OwnerId: 'me' },
      code: undefined,
    },
  ],
  [
    'Public Read/Write/Transfer, to another owner',
    { sharing: { Lead: 'ReadEditTransfer' }, edit: ['Lead'], change: { OwnerId: 'me' }, code: undefined },
  ],
])(
  'a change of a lead that is %s is judged by the default access of the org',
  async (_, { sharing, rights = [], edit = [], change, own, code }) => {
    await using org = await openOrg({ sharing });
    const me = org.integrationUser;
    org.assign(org.addPermissionSet('Ours', { edit, permissions: rights }), me);
    const rep = org.addUser({ email: 'rep@example.com', name: 'Rep' });
    const id = org.addLead({ OwnerId: own ? me : rep });
    const { status, body } = await org.call(
      'PATCH',
      `/sobjects/Lead/${id}`,
      'OwnerId' in change ? { OwnerId: me } : change,
    );
    expect([status < 300, (body as { errorCode?: string }[] | undefined)?.[0]?.errorCode]).toEqual([
      code === undefined,
      code,
    ]);
  },
);
