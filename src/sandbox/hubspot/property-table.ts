import type { ObjectType } from './object-types.ts';
import { salesPipeline, stageIds } from './pipelines.ts';

/** One property's definition, as `/crm/properties` answers it. */
export type Property = {
  name: string;
  label: string;
  type: string;
  fieldType: string;
  groupName: string;
  description: string;
  options: Option[];
  hasUniqueValue: boolean;
  archived: boolean;
  hubspotDefined: boolean;
  modificationMetadata: {
    archivable: boolean;
    readOnlyDefinition: boolean;
    readOnlyValue: boolean;
    readOnlyOptions: boolean;
  };
  referencedObjectType?: string;
};

export type Option = { label: string; value: string; displayOrder: number; hidden: boolean; description?: string };

const usualFieldType: Record<string, string> = {
  enumeration: 'select',
  datetime: 'date',
  bool: 'booleancheckbox',
  string: 'text',
};

/** A definition of HubSpot's own; `how` is its type, with `!` when only HubSpot writes the value. */
function ownProperty(name: string, how: string, options: Option[]): Property {
  const type = how.replace('!', '');
  return {
    name,
    label: labels[name] ?? name,
    type,
    fieldType: name === 'hs_lead_status' ? 'radio' : (usualFieldType[type] ?? type),
    groupName: 'contactinformation',
    description: '',
    options,
    hasUniqueValue: name === 'email',
    archived: false,
    hubspotDefined: true,
    modificationMetadata: {
      archivable: false,
      readOnlyDefinition: true,
      readOnlyValue: how.endsWith('!'),
      readOnlyOptions: false,
    },
    ...(name === 'hubspot_owner_id' ? { referencedObjectType: 'OWNER' } : {}),
  };
}

const labels: Record<string, string> = {
  hs_lead_status: 'Lead Status',
  lifecyclestage: 'Lifecycle Stage',
  email: 'Email',
};

// Default values and their fixtures: dossier 3.1, 3.4, 3.5, 3.9.
const optionValues: Record<string, string> = {
  hs_lead_status: 'NEW OPEN IN_PROGRESS OPEN_DEAL UNQUALIFIED ATTEMPTED_TO_CONTACT CONNECTED BAD_TIMING',
  lifecyclestage: 'subscriber lead marketingqualifiedlead salesqualifiedlead opportunity customer evangelist other',
  hs_task_status: 'NOT_STARTED IN_PROGRESS WAITING COMPLETED DEFERRED',
  hs_task_priority: 'NONE LOW MEDIUM HIGH',
  hs_task_type: 'TODO CALL EMAIL',
  hs_email_direction: 'EMAIL INCOMING_EMAIL FORWARDED_EMAIL',
  hs_call_direction: 'INBOUND OUTBOUND',
  hs_call_status: 'BUSY CALLING_CRM_USER CANCELED COMPLETED CONNECTING FAILED IN_PROGRESS NO_ANSWER QUEUED RINGING',
  hs_meeting_outcome: 'SCHEDULED COMPLETED RESCHEDULED NO_SHOW CANCELED',
  hs_communication_channel_type: 'WHATS_APP LINKEDIN_MESSAGE SMS',
  hs_availability_status: 'available away',
  dealstage: stageIds.join(' '),
  pipeline: salesPipeline.id,
};

const everywhere = 'hs_object_id:number! hs_object_source:string! hubspot_owner_id:enumeration';
const ofEngagements = `${everywhere} hs_createdate:datetime! hs_lastmodifieddate:datetime! hs_timestamp:datetime hs_activity_type:string`;

const rows: Record<ObjectType, string> = {
  contacts: `${everywhere} hubspot_owner_assigneddate:datetime! createdate:datetime! lastmodifieddate:datetime! email:string firstname:string lastname:string
    phone:phone_number mobilephone:phone_number jobtitle:string company:string country:string city:string state:string zip:string
    website:string industry:string hs_lead_status:enumeration lifecyclestage:enumeration associatedcompanyid:number!
    hs_pinned_engagement_id:number hs_timezone:string hs_email_domain:string! hs_email_optout:bool numemployees:string
    hs_analytics_source:string! hs_analytics_source_data_1:string! hs_analytics_last_url:string! hs_analytics_first_url:string!
    hs_analytics_last_visit_timestamp:datetime! hs_analytics_last_timestamp:datetime! hs_analytics_num_page_views:number!
    hs_analytics_num_visits:number! hs_google_click_id:string! hs_facebook_click_id:string!
    recent_conversion_date:datetime! recent_conversion_event_name:string! first_conversion_date:datetime!
    first_conversion_event_name:string! num_conversion_events:number! num_unique_conversion_events:number!
    hs_email_last_open_date:datetime! hs_email_last_click_date:datetime! hs_email_last_email_name:string! hs_email_open:number! hs_email_click:number!
    hs_sales_email_last_opened:datetime! hs_sales_email_last_clicked:datetime! hs_sales_email_last_replied:datetime!
    engagements_last_meeting_booked:datetime! hs_latest_meeting_activity:datetime! notes_last_contacted:datetime! notes_last_updated:datetime!
    hs_last_sales_activity_timestamp:datetime! hs_first_outreach_date:datetime! hs_sa_first_engagement_date:datetime!
    hs_time_to_first_engagement:number! hs_merged_object_ids:string! num_associated_deals:number!`,
  companies: `${everywhere} createdate:datetime! hs_lastmodifieddate:datetime! name:string domain:string industry:string
    numberofemployees:number annualrevenue:number country:string city:string state:string website:string phone:phone_number lifecyclestage:enumeration
    notes_last_contacted:datetime! notes_last_updated:datetime! hs_last_sales_activity_timestamp:datetime! hs_num_open_deals:number!`,
  deals: `${everywhere} createdate:datetime! hs_lastmodifieddate:datetime! dealname:string amount:number amount_in_home_currency:number! closedate:datetime
    dealstage:enumeration pipeline:enumeration hs_is_closed:bool! hs_is_closed_won:bool!`,
  users: `hs_object_id:number! hs_createdate:datetime! hs_lastmodifieddate:datetime! hs_email:string! hs_internal_user_id:number!
    hubspot_owner_id:string! hs_availability_status:enumeration hs_working_hours:string hs_out_of_office_hours:string hs_standard_time_zone:string`,
  tasks: `${ofEngagements} hs_task_subject:string hs_task_body:string hs_task_status:enumeration hs_task_priority:enumeration
    hs_task_type:enumeration hs_task_reminders:string hs_queue_membership_ids:string hs_task_completion_date:datetime!`,
  notes: `${ofEngagements} hs_note_body:string`,
  meetings: `${ofEngagements} hs_meeting_title:string hs_meeting_body:string hs_meeting_start_time:datetime hs_meeting_end_time:datetime
    hs_meeting_outcome:enumeration hs_meeting_source:string hs_internal_meeting_notes:string`,
  calls: `${ofEngagements} hs_call_title:string hs_call_body:string hs_call_direction:enumeration hs_call_status:enumeration
    hs_call_duration:number hs_call_disposition:string hs_call_to_number:string hs_call_from_number:string`,
  emails: `${ofEngagements} hs_email_subject:string hs_email_text:string hs_email_html:string hs_email_direction:enumeration
    hs_email_status:string hs_email_headers:string hs_email_from_email:string! hs_email_to_email:string! hs_sequence_id:string!
    hs_campaign_guid:string! hs_incoming_email_is_out_of_office:bool!`,
  communications: `${ofEngagements} hs_communication_channel_type:enumeration hs_communication_logged_from:string hs_communication_body:string`,
};

/** A fresh copy of what a new portal has for this kind of record. */
export function hubspotProperties(type: ObjectType): Map<string, Property> {
  const table = new Map<string, Property>();
  for (const row of rows[type].split(/\s+/)) {
    const [name = '', how = 'string'] = row.split(':');
    const values = optionValues[name]?.split(' ') ?? [];
    const options = values.map((value, displayOrder) => ({
      label: labelOf(value),
      value,
      displayOrder,
      hidden: false,
    }));
    table.set(name, ownProperty(name, how, options));
  }
  return table;
}

function labelOf(value: string): string {
  const words = value.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
