import { describe, expect, test } from '@jest/globals';
import { membersOf, readDeclarations, salesforceDeclarations } from '../check/declarations.ts';
import { readProject } from '../check/project.ts';
import { shapeProblems } from '../check/shape.ts';
import { parseXml } from '../check/xml.ts';
import { plantedFile } from './planted.ts';

const declarations = salesforceDeclarations();
const components = readProject('force-app', 'optional').components;
const REPORT = 'reports/Hot_Lead_Signal/Hot_Lead_Response_Time.report-meta.xml';
const FIELD = 'objects/Lead/fields/Lead_Score__c.field-meta.xml';
const DASHBOARD = 'dashboards/Hot_Lead_Signal/Hot_Lead_Dashboard.dashboard-meta.xml';
const RATING = '<sortOrder>Asc</sortOrder>';

test('every line of the declarations of Salesforce is understood', () => {
  expect(declarations.unread).toEqual([]);
  expect(declarations.types.size).toBeGreaterThan(2500);
});

test('inherited elements come first', () => {
  const names = membersOf(declarations, 'StandardValue')?.map((member) => member.name) ?? [];
  expect(names[0]).toBe('fullName');
  expect(names.indexOf('label')).toBeLessThan(names.indexOf('converted'));
});

test('a line of an unknown form is seen', () => {
  expect(readDeclarations('export type A = { b: string } | C;\n').unread).toHaveLength(1);
});

test.each(components.map((one) => [one.file, one] as const))(
  '%s has the shape that Salesforce declares',
  (_, component) => {
    expect(shapeProblems(component.root, declarations)).toEqual([]);
  },
);

describe('a planted error is found', () => {
  test.each([
    [
      'an interval of SOQL',
      REPORT,
      'INTERVAL_LAST30',
      'LAST_30_DAYS',
      'Report.timeFrameFilter.interval: LAST_30_DAYS is none of UserDateInterval',
    ],
    [
      'a misspelt element',
      REPORT,
      '<scope>organization</scope>',
      '<Scope>organization</Scope>',
      'Report.Scope: no such element in Report',
    ],
    [
      'a word for a boolean',
      REPORT,
      '<showDetails>false<',
      '<showDetails>no<',
      'Report.showDetails: "no" is no boolean',
    ],
    ['a word for a number', FIELD, '<precision>5<', '<precision>five<', 'CustomField.precision: "five" is no number'],
    ['a missing element', REPORT, '<format>Summary</format>', '', 'Report: format is missing'],
    ['a missing element far down', REPORT, RATING, '', 'Report.groupingsDown: sortOrder is missing'],
    ['a single element twice', FIELD, '<label>', '<label>Score</label><label>', 'CustomField: label comes twice'],
    [
      'an element in the wrong place',
      FIELD,
      '<fullName>Lead_Score__c</fullName>',
      '<unique>false</unique>',
      'CustomField: description comes too late',
    ],
    [
      'elements for a value',
      FIELD,
      'Lead Score</label>',
      '<b>Lead</b></label>',
      'CustomField.label: elements where a value belongs',
    ],
    ['a value for elements', REPORT, '<filter>', '<filter>all', 'Report.filter: text where elements belong'],
    [
      'a component that is none',
      DASHBOARD,
      '>Gauge<',
      '>Speedometer<',
      'Dashboard.dashboardGridLayout.dashboardGridComponents.dashboardComponent.componentType: Speedometer is none of DashboardComponentType',
    ],
  ])('%s', (_, file, from, to, problem) => {
    expect(shapeProblems(plantedFile(file, from, to), declarations)).toContain(problem);
  });

  test('repeated elements that do not stand together', () => {
    const columns = '<columns><field>A</field></columns>';
    const root = parseXml(
      `<Report>${columns}<format>Summary</format>${columns}<name>A</name><reportType>B</reportType></Report>`,
    );
    expect(shapeProblems(root, declarations)).toContain('Report: the columns do not stand together');
  });

  test('a root that is no type', () => {
    expect(shapeProblems(parseXml('<Raport/>'), declarations)).toEqual(['Raport: no such metadata type']);
  });

  test.each(['<Report><name>', '<Report></Raport>', '<A/><B/>'])('text that is not XML: %s', (text) => {
    expect(() => parseXml(text)).toThrow('not XML');
  });
});
