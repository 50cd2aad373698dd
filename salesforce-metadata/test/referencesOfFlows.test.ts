import { expect, test } from '@jest/globals';
import { readProject } from '../check/project.ts';
import { referenceProblems } from '../check/references.ts';
import { parseXml } from '../check/xml.ts';

const project = readProject('force-app');

function flow({
  object = 'Task',
  filter = 'IsClosed',
  target = 'Set',
  lead = 'First_Response_At__c',
  read = 'WhoId',
}): string {
  return `<Flow>
    <recordUpdates>
      <name>Set</name>
      <filters><field>Id</field><operator>EqualTo</operator><value><elementReference>$Record.${read}</elementReference></value></filters>
      <inputAssignments><field>${lead}</field></inputAssignments>
      <object>Lead</object>
    </recordUpdates>
    <start>
      <connector><targetReference>${target}</targetReference></connector>
      <filters><field>${filter}</field></filters>
      <object>${object}</object>
    </start>
  </Flow>`;
}

function page({ component = 'force:highlightsPanel', field = 'Lead_Score__c', object = 'Lead' }): string {
  return `<FlexiPage>
    <flexiPageRegions>
      <itemInstances><componentInstance><componentName>${component}</componentName></componentInstance></itemInstances>
      <itemInstances><fieldInstance><fieldItem>Record.${field}</fieldItem></fieldInstance></itemInstances>
    </flexiPageRegions>
    <sobjectType>${object}</sobjectType>
  </FlexiPage>`;
}

function problemsWith(kind: string, xml: string): string[] {
  const added = { kind, name: 'Planted', file: '', root: parseXml(xml) };
  return referenceProblems({ ...project, components: [...project.components, added] });
}

test.each([flow({}), flow({ filter: 'Hot_Lead_Key__c' }), flow({ read: 'Owner:User.Alias' })])(
  'a flow over what is there has no problem',
  (xml) => {
    expect(problemsWith('Flow', xml)).toEqual([]);
  },
);

test.each([
  [flow({ target: 'Put' }), 'flow Planted: no step Put'],
  [flow({ lead: 'First_Answer_At__c' }), 'flow Planted: Lead has no First_Answer_At__c'],
  [flow({ filter: 'IsDone' }), 'flow Planted: Task has no IsDone'],
  [flow({ object: 'Tasks' }), 'flow Planted: no object Tasks'],
  [flow({ read: 'Who__c' }), 'flow Planted: Task has no Who__c'],
])('a flow with an error: %#', (xml, problem) => {
  expect(problemsWith('Flow', xml)).toEqual([problem]);
});

test('a page of standard components has no problem', () => {
  expect(problemsWith('FlexiPage', page({}))).toEqual([]);
});

test.each([
  [page({ component: 'coldLeadPanel' }), 'FlexiPage Planted: no component coldLeadPanel'],
  [page({ field: 'Score__c' }), 'FlexiPage Planted: Lead has no Score__c'],
  [page({ object: 'Leads', field: 'Name' }), 'FlexiPage Planted: no object Leads'],
])('a page with an error: %#', (xml, problem) => {
  expect(problemsWith('FlexiPage', xml)).toContain(problem);
});
