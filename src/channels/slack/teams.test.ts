import { expect, test } from '@jest/globals';
import { startSlack } from '../../sandbox/slack/slack.ts';
import { oneTeam } from './teams.ts';

const options = { workspace: 'acme', now: () => 0 };

test('the team of a pasted token is asked for once, and no other is ours', async () => {
  await using slack = await startSlack();
  const teams = oneTeam({ ...options, token: slack.token, apiUrl: slack.apiUrl });
  const asked = await Promise.all([
    teams.workspaceOf(slack.team.id),
    teams.tokenOf(slack.team.id),
    teams.workspaceOf('T9'),
    teams.tokenOf('T9'),
  ]);
  expect(asked).toEqual(['acme', slack.token, undefined, undefined]);
  expect(slack.server.calls).toHaveLength(1);
});

test('what Slack could not say is asked again', async () => {
  await using slack = await startSlack();
  slack.server.badDay('POST', '/api/auth.test', { kind: 'status', status: 500, body: {} });
  const teams = oneTeam({ ...options, token: slack.token, apiUrl: slack.apiUrl });
  await expect(teams.tokenOf(slack.team.id)).rejects.toMatchObject({ kind: 'retry' });
  expect(await teams.tokenOf(slack.team.id)).toBe(slack.token);
});
