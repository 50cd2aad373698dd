import { describe, expect, test } from '@jest/globals';
import { orgOf } from '../check/org.ts';
import { ofKind, readProject } from '../check/project.ts';
import { referenceProblems } from '../check/references.ts';
import { hiddenFields } from '../check/references/permissions.ts';
import { plantedProject } from './planted.ts';

const FOLDER = 'Hot_Lead_Signal';
const RESPONSE = `reports/${FOLDER}/Hot_Lead_Response_Time.report-meta.xml`;
const VALUE = `reports/${FOLDER}/Hot_Lead_Value.report-meta.xml`;
const GENERATED = `reports/${FOLDER}/Hot_Leads_Generated.report-meta.xml`;
const DASHBOARD = `dashboards/${FOLDER}/Hot_Lead_Dashboard.dashboard-meta.xml`;
const TYPE = 'reportTypes/Hot_Lead_Episodes.reportType-meta.xml';
const USER = 'permissionsets/Hot_Lead_User.permissionset-meta.xml';
const INTEGRATION = 'permissionsets/Hot_Lead_Integration.permissionset-meta.xml';
const OBJECT = 'objects/Hot_Lead__c';
const VIEW = `${OBJECT}/listViews/Open.listView-meta.xml`;
const LAYOUT = 'layouts/Hot_Lead__c-Hot Lead Layout.layout-meta.xml';

test('what is deployed names nothing that is not there', () => {
  expect(referenceProblems(readProject('force-app'))).toEqual([]);
});

test('the optional parts name nothing that is not there', () => {
  expect(referenceProblems(readProject('force-app', 'optional'))).toEqual([]);
});

test.each(['Hot_Lead_Integration', 'Hot_Lead_User'])('%s shows all fields of ours', (name) => {
  const project = readProject('force-app');
  const root = ofKind(project, 'PermissionSet').get(name);
  expect(root && hiddenFields(root, orgOf(project))).toEqual([]);
});

test('a field that no permission set shows is found', () => {
  const project = plantedProject(USER, '<field>Lead.Lead_Score__c<', '<field>Lead.Rating<');
  const root = ofKind(project, 'PermissionSet').get('Hot_Lead_User');
  expect(root && hiddenFields(root, orgOf(project))).toEqual(['Lead.Lead_Score__c']);
});

describe('a planted error is found', () => {
  test.each([
    [
      'dashboard: report',
      DASHBOARD,
      `<report>${FOLDER}/Hot_Lead_Value<`,
      `<report>${FOLDER}/Value<`,
      'no report Hot_Lead_Signal/Value',
    ],
    [
      'dashboard: figure',
      DASHBOARD,
      '<column>FORMULA1<',
      '<column>FORMULA2<',
      'it shows FORMULA2, which the report has not',
    ],
    [
      'dashboard: summary',
      DASHBOARD,
      '<aggregate>Average<',
      '<aggregate>Median<',
      'it shows Median of Hot_Lead__c$Response_Minutes__c',
    ],
    [
      'dashboard: group',
      DASHBOARD,
      '<groupingColumn>Hot_Lead__c$Hot_At__c<',
      '<groupingColumn>Hot_Lead__c$Owner<',
      'groups by Hot_Lead__c$Owner',
    ],
    [
      'dashboard: breakpoints',
      DASHBOARD,
      '<indicatorBreakpoint2>60.0<',
      '<indicatorBreakpoint2>20.0<',
      'its breakpoints do not rise',
    ],
    ['dashboard: place', DASHBOARD, '<rowIndex>16<', '<rowIndex>15<', 'lie over each other'],
    ['dashboard: width', DASHBOARD, '<colSpan>6<', '<colSpan>13<', 'is wider than the grid'],
    [
      'dashboard: user',
      DASHBOARD,
      '<textColor>',
      '<runningUser>ada@example.com</runningUser><textColor>',
      'it names a running user',
    ],
    ['report: type', RESPONSE, '>Hot_Lead_Episodes__c<', '>Hot_Lead_Episodes<', 'no report type Hot_Lead_Episodes'],
    [
      'report: column',
      RESPONSE,
      '<field>Hot_Lead__c$Name<',
      '<field>Hot_Lead__c.Name<',
      'offers no column Hot_Lead__c.Name',
    ],
    [
      'report: filter',
      RESPONSE,
      '<column>Hot_Lead__c$First_Response_At__c<',
      '<column>Hot_Lead__c$First_Call__c<',
      'no column Hot_Lead__c$First_Call__c',
    ],
    ['report: filter value', GENERATED, '<value>70<', '<value>hot<', 'is a number, and hot none'],
    [
      'report: standard column',
      VALUE,
      '<field>AMOUNT<',
      '<field>OPPORTUNITY.AMOUNT<',
      'Opportunity offers no column OPPORTUNITY.AMOUNT',
    ],
    [
      'report: date',
      RESPONSE,
      '<dateColumn>Hot_Lead__c$Hot_At__c<',
      '<dateColumn>Hot_Lead__c$Tier__c<',
      'Hot_Lead__c$Tier__c is no date to choose by',
    ],
    [
      'report: group',
      RESPONSE,
      '<field>Hot_Lead__c$Hot_At__c<',
      '<field>Hot_Lead__c$State__c<',
      'Hot_Lead__c$State__c is no date to group by Week',
    ],
    [
      'report: summary',
      RESPONSE,
      '<field>Hot_Lead__c$Response_Minutes__c<',
      '<field>Hot_Lead__c$First_Response_At__c<',
      'is no number to summarize',
    ],
    [
      'report: formula with $',
      RESPONSE,
      'Hot_Lead__c.Within_SLA_Count__c:SUM',
      'Hot_Lead__c.Within__c:SUM',
      'FORMULA1 reads Hot_Lead__c.Within__c, which is no column of it',
    ],
    [
      'report: formula of no number',
      RESPONSE,
      'Within_SLA_Count__c:SUM',
      'Owner:SUM',
      'FORMULA1 reads Hot_Lead__c.Owner, which is no number',
    ],
    [
      'report: chart',
      GENERATED,
      '<groupingColumn>Hot_Lead__c$Hot_At__c<',
      '<groupingColumn>Hot_Lead__c$Owner<',
      'its chart groups by Hot_Lead__c$Owner',
    ],
    ['report type: field', TYPE, '<field>Hot_At__c<', '<field>Became_Hot__c<', 'Hot_Lead__c has no Became_Hot__c'],
    [
      'report type: far field',
      TYPE,
      '<field>Opportunity__c.Amount<',
      '<field>Opportunity__c.Sum<',
      'Hot_Lead__c has no Opportunity__c.Sum',
    ],
    ['report type: object', TYPE, '<baseObject>Hot_Lead__c<', '<baseObject>Hot_Leads__c<', 'no object Hot_Leads__c'],
    [
      'field: formula',
      `${OBJECT}/fields/Converted_Count__c.field-meta.xml`,
      'Opportunity__c',
      'Deal__c',
      'its formula names Deal__c',
    ],
    [
      'field: formula that is none',
      `${OBJECT}/fields/Converted_Count__c.field-meta.xml`,
      '0, 1)',
      '0, 1',
      'cannot be read',
    ],
    [
      'field: lookup',
      `${OBJECT}/fields/Lead__c.field-meta.xml`,
      '<referenceTo>Lead<',
      '<referenceTo>Leed<',
      'no object Leed',
    ],
    [
      'field: two of one name',
      `${OBJECT}/fields/Lead__c.field-meta.xml`,
      '<referenceTo>Lead<',
      '<referenceTo>Contact<',
      'two lookups are both called Contact.Hot_Leads',
    ],
    ['field: scale', 'objects/Lead/fields/Lead_Score__c.field-meta.xml', '<scale>1</scale>', '', 'scale is missing'],
    [
      'field: file',
      'objects/Lead/fields/Lead_Score__c.field-meta.xml',
      '<fullName>Lead_Score__c<',
      '<fullName>Score__c<',
      'its file has another name',
    ],
    ['permission: no field', USER, '<field>Lead.Lead_Score__c<', '<field>Lead.Score__c<', 'no field Lead.Score__c'],
    [
      'permission: required field',
      'objects/Hot_Lead__c/fields/State__c.field-meta.xml',
      '<required>false<',
      '<required>true<',
      'Hot_Lead__c.State__c is required',
    ],
    [
      'permission: field of activity',
      USER,
      '<field>Task.Hot_Lead_Key__c<',
      '<field>Activity.Hot_Lead_Key__c<',
      'is granted as Task.Hot_Lead_Key__c',
    ],
    [
      'permission: twice',
      USER,
      '<field>Lead.Lead_Score__c<',
      '<field>Lead.Hot_Lead_At__c<',
      'Lead.Hot_Lead_At__c comes twice',
    ],
    [
      'permission: formula',
      INTEGRATION,
      '<editable>true</editable>\n        <field>Hot_Lead__c.Tier__c<',
      '<editable>true</editable><field>Hot_Lead__c.Response_Minutes__c<',
      'is a formula: nobody can edit it',
    ],
    ['permission: object', INTEGRATION, '<object>Hot_Lead__c<', '<object>Hot_Leads__c<', 'no object Hot_Leads__c'],
    [
      'permission: all records',
      INTEGRATION,
      '<allowDelete>true</allowDelete>',
      '<allowDelete>false</allowDelete>',
      'Contact: who may change all records may delete and view all',
    ],
    ['permission: needs', INTEGRATION, '<object>Account<', '<object>User<', 'Contact needs Account'],
    ['permission: tab', USER, '<tab>Hot_Lead__c<', '<tab>Hot_Leads<', 'no tab Hot_Leads'],
    ['list view', VIEW, '<columns>OWNER.ALIAS<', '<columns>CORE.USERS.ALIAS<', 'Hot_Lead__c has no CORE.USERS.ALIAS'],
    ['list view filter', VIEW, '<field>State__c<', '<field>Status<', 'Hot_Lead__c has no Status'],
    ['layout', LAYOUT, '<field>Tier__c<', '<field>Level__c<', 'Hot_Lead__c has no Level__c'],
    [
      'layout: required',
      'objects/Hot_Lead__c/fields/Episode_Key__c.field-meta.xml',
      '<required>false<',
      '<required>true<',
      'Episode_Key__c is required, and not on it',
    ],
    [
      'queue',
      'queues/Hot_Leads.queue-meta.xml',
      '<sobjectType>Lead<',
      '<sobjectType>Contact<',
      'queues cannot own Contact',
    ],
  ])('%s', (_, file, from, to, problem) => {
    expect(referenceProblems(plantedProject(file, from, to)).join('\n')).toContain(problem);
  });

  test('report: no folder', () => {
    const project = readProject('force-app');
    const components = project.components.filter(
      (one) => one.kind !== 'ReportFolder' && one.kind !== 'DashboardFolder',
    );
    const problems = referenceProblems({ ...project, components });
    expect(problems).toContain(`report ${FOLDER}/Hot_Lead_Value: no folder ${FOLDER}`);
    expect(problems).toContain(`dashboard ${FOLDER}/Hot_Lead_Dashboard: it is in no folder`);
  });
});
