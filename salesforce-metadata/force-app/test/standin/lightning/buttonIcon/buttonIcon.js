import { LightningElement, api } from 'lwc';

export default class ButtonIcon extends LightningElement {
  @api iconName;
  @api variant;
  @api title;
  @api alternativeText;
}
