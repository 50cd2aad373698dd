import { createElement } from 'lwc';
import { getRecord, notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import { getRelatedListRecords } from 'lightning/uiRelatedListApi';
import HotLeadPanel from 'c/hotLeadPanel';

const NOW = '2026-11-22T17:00:00.000Z';
const LEAD = '00Q000000000001AAA';
const EPISODE = 'a00000000000001AAA';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse(NOW), doNotFake: ['nextTick', 'queueMicrotask'] });
});

afterEach(() => {
  document.body.replaceChildren();
  jest.clearAllMocks();
  jest.useRealTimers();
});

function shown({ objectApiName = 'Lead', recordId = LEAD } = {}) {
  const panel = createElement('c-hot-lead-panel', { is: HotLeadPanel });
  Object.assign(panel, { objectApiName, recordId });
  document.body.append(panel);
  return panel;
}

function record(values, object = 'Lead', id = LEAD) {
  const fields = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  return { apiName: object, id, fields };
}

function lead(values = {}) {
  return record({
    Lead_Score__c: 82.4,
    Hot_Lead_Tier__c: 'tier_1',
    Lead_Score_Explanation__c:
      'asked for a demo (22 Nov 16:40 UTC); pricing page 3 times in 16 minutes (22 Nov 16:35 UTC); stays hot until 24 Nov 22:10 UTC',
    Hot_Lead_At__c: '2026-11-22T16:40:00.000Z',
    Lead_Score_Updated_At__c: '2026-11-22T16:58:00.000Z',
    Hot_Lead_Next_At__c: '2026-11-24T22:10:00.000Z',
    Hot_Lead_Next_Tier__c: 'tier_3',
    ...values,
  });
}

function episode(values = {}, name = 'Ann Meyer') {
  const owner = { value: { fields: { Name: { value: name } } } };
  const row = record(
    {
      State__c: 'claimed',
      Closed_As__c: null,
      Hot_At__c: '2026-11-22T16:40:00.000Z',
      Respond_By__c: '2026-11-22T17:40:00.000Z',
      First_Response_At__c: null,
      Response_Minutes__c: null,
      OwnerId: '005000000000001AAA',
      ...values,
    },
    'Hot_Lead__c',
    EPISODE,
  );
  return { records: [{ ...row, fields: { ...row.fields, Owner: owner } }] };
}

async function panelOf({ person = lead(), episodes = { records: [] } } = {}) {
  const panel = shown();
  getRecord.emit(person);
  getRelatedListRecords.emit(episodes);
  await settled();
  return panel;
}

async function settled() {
  await Promise.resolve();
  await Promise.resolve();
}

function textOf(panel, selector) {
  return panel.shadowRoot.querySelector(selector)?.textContent.replaceAll(/\s+/g, ' ').trim();
}

function reasonsOf(panel) {
  const reasons = [...panel.shadowRoot.querySelectorAll('.reasons li')];
  return reasons.map((one) => one.textContent.replaceAll(/\s+/g, ' '));
}

describe('what it asks of Salesforce', () => {
  it.each(['Lead', 'Contact'])('asks for the fields of a %s, and fails for none that is hidden', async (object) => {
    shown({ objectApiName: object });
    await settled();
    const { recordId, optionalFields, fields } = getRecord.getLastConfig();
    expect(recordId).toBe(LEAD);
    expect(optionalFields).toContain(`${object}.Lead_Score__c`);
    expect(fields).toBeUndefined();
  });

  it('asks for the latest episode only', async () => {
    shown();
    await settled();
    expect(getRelatedListRecords.getLastConfig()).toMatchObject({
      parentRecordId: LEAD,
      relatedListId: 'Hot_Leads__r',
      sortBy: ['-Hot_Lead__c.Hot_At__c'],
      pageSize: 1,
    });
  });

  it('reads the record and its episode again when asked to', async () => {
    const panel = await panelOf({ episodes: episode() });
    panel.shadowRoot.querySelector('lightning-button-icon').click();
    expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: LEAD }, { recordId: EPISODE }]);
  });
});

describe('before there is a score', () => {
  it('says that it reads', async () => {
    const panel = shown();
    await settled();
    expect(panel.shadowRoot.querySelector('lightning-spinner').alternativeText).toBe('Reading the score');
  });

  it('says that there is no score yet', async () => {
    const panel = await panelOf({ person: lead({ Lead_Score__c: null }) });
    expect(textOf(panel, '.problem')).toContain('No score yet');
  });

  it('says whom to ask where the field is hidden', async () => {
    const panel = await panelOf({ person: record({}) });
    expect(textOf(panel, '.problem')).toContain('permission set "Hot Lead User"');
  });

  it.each([
    [500, 'The score is not there just now'],
    [403, 'You may not see the score'],
    [404, 'You may not see the score'],
  ])('says what a refusal with %i means', async (status, words) => {
    const panel = shown();
    getRecord.error({ message: 'refused' }, status, 'refused');
    await settled();
    expect(textOf(panel, '.problem')).toContain(words);
    expect(panel.shadowRoot.querySelector('[role="meter"]')).toBeNull();
  });

  it('shows the score once it comes after a failure', async () => {
    const panel = shown();
    getRecord.error({ message: 'refused' }, 500, 'refused');
    getRecord.emit(lead());
    await settled();
    expect(textOf(panel, '.problem')).toBeUndefined();
    expect(textOf(panel, '.score')).toBe('82');
  });
});

describe('the score', () => {
  it('is said as a number, a bar and a tier', async () => {
    const panel = await panelOf();
    const meter = panel.shadowRoot.querySelector('[role="meter"]');
    expect(textOf(panel, '.score')).toBe('82');
    expect(textOf(panel, '.slds-badge')).toBe('Tier 1: hot');
    expect(meter.getAttribute('aria-valuenow')).toBe('82');
    expect(meter.getAttribute('aria-valuetext')).toBe('82 of 100, Tier 1: hot');
    expect(meter.firstElementChild.style.width).toBe('82%');
  });

  it('zero is a score', async () => {
    const panel = await panelOf({ person: lead({ Lead_Score__c: 0, Hot_Lead_Tier__c: 'none' }) });
    expect(textOf(panel, '.score')).toBe('0');
    expect(textOf(panel, '.slds-badge')).toBe('Quiet');
  });

  it.each([
    ['tier_2', 'Tier 2: hot', 'Hot since Sun, Nov 22, 8:40 AM'],
    ['tier_3', 'Tier 3: warm', undefined],
    [null, 'Quiet', undefined],
    ['tier_9', 'Quiet', undefined],
  ])('of %s is called %s', async (tier, name, since) => {
    const panel = await panelOf({ person: lead({ Hot_Lead_Tier__c: tier }) });
    expect(textOf(panel, '.slds-badge')).toBe(name);
    expect(textOf(panel, '.hot-since')).toBe(since);
  });
});

describe('why', () => {
  it('is a list of reasons, without the outlook that is said in the reader’s zone', async () => {
    const panel = await panelOf();
    expect(reasonsOf(panel)).toEqual([
      'Asked for a demo (Nov 22, 8:40 AM)',
      'Pricing page 3 times in 16 minutes (Nov 22, 8:35 AM)',
    ]);
    expect(textOf(panel, '.worked-out')).toBe('Worked out Sun, Nov 22, 8:58 AM');
  });

  it('keeps the outlook where nothing else says it', async () => {
    const panel = await panelOf({ person: lead({ Hot_Lead_Next_At__c: null }) });
    expect(reasonsOf(panel).at(-1)).toBe('Stays hot until Nov 24, 2:10 PM');
  });

  it('what a person wrote is text, never markup', async () => {
    const panel = await panelOf({ person: lead({ Lead_Score_Explanation__c: '<img src=x onerror=alert(1)>' }) });
    expect(panel.shadowRoot.querySelector('img')).toBeNull();
    expect(textOf(panel, '.reasons')).toBe('<img src=x onerror=alert(1)>');
  });

  it.each([[null], [''], [' ; \n']])('of %j is said to be nothing', async (explanation) => {
    const panel = await panelOf({ person: lead({ Lead_Score_Explanation__c: explanation }) });
    expect(textOf(panel, '.no-reason')).toContain('Nothing counts now');
  });
});

describe('the forecast', () => {
  it.each([
    ['tier_1', 'tier_3', 'Stays hot until Tue, Nov 24, 2:10 PM if nothing else happens, then warm.'],
    ['tier_1', 'tier_2', 'Stays hot until Tue, Nov 24, 2:10 PM if nothing else happens, then hot (tier 2).'],
    ['tier_3', 'none', 'Stays warm until Tue, Nov 24, 2:10 PM if nothing else happens, then quiet.'],
    ['tier_3', 'tier_2', 'Becomes hot (tier 2) on Tue, Nov 24, 2:10 PM, without doing anything more.'],
    ['tier_1', null, 'Stays hot until Tue, Nov 24, 2:10 PM if nothing else happens, then quiet.'],
  ])('from %s to %s', async (tier, next, words) => {
    const panel = await panelOf({ person: lead({ Hot_Lead_Tier__c: tier, Hot_Lead_Next_Tier__c: next }) });
    expect(textOf(panel, '.forecast')).toBe(words);
  });

  it.each([[null], [NOW], ['2026-11-21T00:00:00.000Z'], ['soon']])('is left out where it is for %j', async (at) => {
    const panel = await panelOf({ person: lead({ Hot_Lead_Next_At__c: at }) });
    expect(textOf(panel, '.forecast')).toBeUndefined();
  });
});

describe('the episode', () => {
  it('says who has it and until when to respond, with a countdown', async () => {
    const panel = await panelOf({ episodes: episode() });
    expect(textOf(panel, '.respond-by')).toBe('Sun, Nov 22, 9:40 AM');
    expect(panel.shadowRoot.querySelector('lightning-relative-date-time').value).toBe('2026-11-22T17:40:00.000Z');
    expect(textOf(panel, '.owner')).toBe('Ann Meyer');
    expect(textOf(panel, '.first-response')).toBe('None yet');
    expect(textOf(panel, '.state')).toBe('Taken');
    expect(textOf(panel, '.late')).toBeUndefined();
  });

  it('that a queue has is nobody’s yet', async () => {
    const waiting = episode({ State__c: 'open', OwnerId: '00G000000000001AAA' }, 'Hot Leads');
    const panel = await panelOf({ episodes: waiting });
    expect(textOf(panel, '.owner')).toBe('Nobody yet');
    expect(textOf(panel, '.state')).toBe('Not taken yet');
  });

  it('says that it is late in words, not only by a colour', async () => {
    const panel = await panelOf({ episodes: episode({ Respond_By__c: '2026-11-22T16:59:59.000Z' }) });
    expect(textOf(panel, '.late')).toBe('Late: nobody has responded');
  });

  it.each([
    [0.4, 'Sun, Nov 22, 8:55 AM, within a minute'],
    [1.2, 'Sun, Nov 22, 8:55 AM, after 1 minute'],
    [15, 'Sun, Nov 22, 8:55 AM, after 15 minutes'],
    [180, 'Sun, Nov 22, 8:55 AM, after 3 hours'],
    [null, 'Sun, Nov 22, 8:55 AM'],
  ])('says when the first response was, after %j minutes, and counts down no more', async (minutes, words) => {
    const answered = {
      State__c: 'contacted',
      First_Response_At__c: '2026-11-22T16:55:00.000Z',
      Response_Minutes__c: minutes,
    };
    const panel = await panelOf({ episodes: episode({ ...answered, Respond_By__c: '2026-11-22T16:50:00.000Z' }) });
    expect(textOf(panel, '.first-response')).toBe(words);
    expect(panel.shadowRoot.querySelector('lightning-relative-date-time')).toBeNull();
    expect(textOf(panel, '.late')).toBeUndefined();
  });

  it('that is closed is told as the last one', async () => {
    const panel = await panelOf({ episodes: episode({ State__c: 'closed', Closed_As__c: 'not_a_fit' }) });
    expect(panel.shadowRoot.textContent).toContain('The last time it was hot');
    expect(textOf(panel, '.state')).toBe('Closed: not a fit');
    expect(textOf(panel, '.respond-by')).toBeUndefined();
    expect(textOf(panel, '.first-response')).toBeUndefined();
  });

  it('that there is none of is not spoken of', async () => {
    const panel = await panelOf();
    expect(panel.shadowRoot.querySelector('dl')).toBeNull();
    expect(textOf(panel, '.no-episodes')).toBeUndefined();
  });

  it('that cannot be read takes nothing from the score', async () => {
    const panel = shown();
    getRecord.emit(lead());
    getRelatedListRecords.error({ message: 'refused' }, 403, 'refused');
    await settled();
    expect(textOf(panel, '.score')).toBe('82');
    expect(textOf(panel, '.no-episodes')).toContain('cannot be shown');
  });

  it('late is as of the last look', async () => {
    const panel = await panelOf({ episodes: episode() });
    jest.setSystemTime(Date.parse('2026-11-22T17:41:00.000Z'));
    panel.shadowRoot.querySelector('lightning-button-icon').click();
    await settled();
    expect(textOf(panel, '.late')).toBe('Late: nobody has responded');
  });
});
