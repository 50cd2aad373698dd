import { expect, test } from '@jest/globals';
import { idsInSalesforce } from './salesforce-ids.ts';

test.each([
  [{ salesforceleadid: '00QgK00000000A1AAA' }, ['salesforce:00QgK00000000A1AAA']],
  // An id of 15 characters is the same record: the suffix says which of them are capitals.
  [{ salesforceleadid: '001A0000006Vm9r' }, ['salesforce:001A0000006Vm9rIAC']],
  [
    { salesforceleadid: '00QgK00000000A1AAA', salesforcecontactid: '003gK00000000B2AAA' },
    ['salesforce:003gK00000000B2AAA', 'salesforce:00QgK00000000A1AAA'],
  ],
  [{ salesforceleadid: null, salesforcecontactid: ' ' }, []],
  [{ salesforceleadid: 'somebody typed this' }, []],
  [{}, []],
])('of %j they are %j', (properties, ids) => {
  expect(idsInSalesforce(properties)).toEqual(ids);
});
