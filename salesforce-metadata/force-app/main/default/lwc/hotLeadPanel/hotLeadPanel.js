import { LightningElement, api, wire } from 'lwc';
import { getRecord, notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import { getRelatedListRecords } from 'lightning/uiRelatedListApi';
import locale from '@salesforce/i18n/locale';
import timeZone from '@salesforce/i18n/timeZone';
import { EPISODES, EPISODE_FIELDS, LATEST_FIRST, personFields, valueIn } from './fields';
import { LABELS } from './labels';
import { episodeInWords, forecastInWords, isHot, momentInWords, ownerInWords, reasonsIn, tierOf } from './words';

/** Score, reasons, forecast and the latest episode of a lead or contact, read from Salesforce's own fields only. */
export default class HotLeadPanel extends LightningElement {
  @api recordId;
  @api objectApiName;
  labels = LABELS;
  episodeId = EPISODES;
  episodeFields = EPISODE_FIELDS;
  latestFirst = LATEST_FIRST;
  person;
  personError;
  episode;
  episodesFailed = false;
  reader = { locale, timeZone, now: Date.now() };

  @wire(getRecord, { recordId: '$recordId', optionalFields: '$fields' })
  readPerson({ data, error }) {
    this.tick();
    this.person = data;
    this.personError = error;
  }

  @wire(getRelatedListRecords, {
    parentRecordId: '$recordId',
    relatedListId: '$episodeId',
    optionalFields: '$episodeFields',
    sortBy: '$latestFirst',
    pageSize: 1,
  })
  readEpisode({ data, error }) {
    this.tick();
    this.episode = data?.records[0];
    this.episodesFailed = error !== undefined;
  }

  get fields() {
    return this.objectApiName === undefined ? undefined : personFields(this.objectApiName);
  }

  get isLoading() {
    return this.person === undefined && this.personError === undefined;
  }

  get problem() {
    if (this.isLoading || this.score !== undefined) return undefined;
    if (this.personError === undefined)
      return this.of('Lead_Score__c') === undefined
        ? { title: LABELS.noAccessTitle, says: LABELS.noAccess }
        : { title: LABELS.noScoreTitle, says: LABELS.noScore };
    return [403, 404].includes(this.personError.status)
      ? { title: LABELS.noAccessTitle, says: LABELS.noAccess }
      : { title: LABELS.failedTitle, says: LABELS.failed };
  }

  /** Whole points, as people say them; undefined where there is none to show. */
  get score() {
    const score = this.person && this.of('Lead_Score__c');
    return typeof score === 'number' ? Math.round(score) : undefined;
  }

  get hasScore() {
    return this.score !== undefined;
  }

  get barStyle() {
    return `width: ${String(Math.min(100, Math.max(0, this.score)))}%`;
  }

  get scoreInWords() {
    return `${String(this.score)} ${LABELS.outOf}, ${this.tierName}`;
  }

  get tier() {
    return this.of('Hot_Lead_Tier__c');
  }

  get tierName() {
    return tierOf(this.tier).name;
  }

  get tierClass() {
    return `slds-badge ${tierOf(this.tier).theme}`;
  }

  get barClass() {
    return isHot(this.tier) ? 'slds-progress-bar__value hot' : 'slds-progress-bar__value';
  }

  get hotSince() {
    return isHot(this.tier) ? this.moment('Hot_Lead_At__c') : undefined;
  }

  get reasons() {
    return reasonsIn(this.of('Lead_Score_Explanation__c'), this.forecast !== undefined, this.reader);
  }

  get hasReasons() {
    return this.reasons.length > 0;
  }

  get workedOut() {
    return this.moment('Lead_Score_Updated_At__c');
  }

  get forecast() {
    const [nextAt, nextTier] = [this.of('Hot_Lead_Next_At__c'), this.of('Hot_Lead_Next_Tier__c')];
    return forecastInWords({ tier: this.tier, nextAt, nextTier }, this.reader);
  }

  get latest() {
    if (this.episode === undefined) return undefined;
    const of = (name) => valueIn(this.episode, name);
    const respondBy = of('Respond_By__c');
    const words = episodeInWords(
      {
        state: of('State__c'),
        closedAs: of('Closed_As__c'),
        respondBy,
        respondedAt: of('First_Response_At__c'),
        minutes: of('Response_Minutes__c'),
      },
      this.reader,
    );
    return {
      ...words,
      title: words.isClosed ? LABELS.lastEpisode : LABELS.episode,
      since: momentInWords(of('Hot_At__c'), this.reader),
      respondByAt: respondBy,
      owner: words.isClosed ? undefined : ownerInWords(of('OwnerId'), of('Owner.Name')),
      responded: words.responded ?? (words.isClosed ? undefined : LABELS.noResponse),
      respondByClass: words.isLate ? 'slds-text-color_error' : '',
    };
  }

  /** Reads both again: another's browser, or our service, may have changed them meanwhile. */
  async lookAgain() {
    this.tick();
    const ids = [this.recordId, this.episode?.id].filter((id) => id !== undefined);
    await notifyRecordUpdateAvailable(ids.map((recordId) => ({ recordId })));
  }

  tick() {
    this.reader = { ...this.reader, now: Date.now() };
  }

  of(name) {
    return valueIn(this.person, name);
  }

  moment(name) {
    return momentInWords(this.of(name), this.reader);
  }
}
