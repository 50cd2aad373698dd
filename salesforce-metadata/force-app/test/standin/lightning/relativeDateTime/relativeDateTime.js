import { LightningElement, api } from 'lwc';

export default class RelativeDateTime extends LightningElement {
  @api value;

  get words() {
    const minutes = Math.round((Date.parse(this.value) - Date.now()) / 60_000);
    return new Intl.RelativeTimeFormat('en-GB').format(minutes, 'minute');
  }
}
