import { Alert, Button, Flex, Heading, List, LoadingButton, Text, Tile } from '@hubspot/ui-extensions';
import { unaskable } from './closedBecause.ts';
import type { Edit } from './edits.ts';
import { useEditing } from './editing.ts';
import { liesIn, pathInWords, valueAt } from './paths.ts';
import { PlanReport } from './PlanReport.tsx';
import type { Publishing } from './usePublishing.ts';

/** The changes that are not published, and all that can be done with them. */
export function ChangesBar({ publishing, discard }: { publishing: Publishing; discard: () => void }) {
  const { edits, undo } = useEditing();
  const { said, plan } = publishing;
  return (
    <>
      {said !== undefined && (
        <Alert title={said.title} variant={said.variant}>
          {said.text}
        </Alert>
      )}
      {edits.length > 0 && (
        <Tile>
          <Flex direction="column" gap="sm">
            <Heading>{edits.length === 1 ? '1 change not published' : `${edits.length} changes not published`}</Heading>
            {edits.map((edit) => (
              <ChangeLine key={pathInWords(edit.path)} edit={edit} undo={() => undo(edit.path)} />
            ))}
            <Problems />
            <Buttons publishing={publishing} discard={discard} />
            {plan !== undefined && <PlanReport view={plan.view} isOfThese={publishing.planIsOfThese} />}
          </Flex>
        </Tile>
      )}
    </>
  );
}

/** What a place is called that may be wrong though nobody edited it. */
const unedited: Record<string, string> = { 'opening.coolScore': 'Tier 2, cools below a score of' };

function Problems() {
  const { edits, problems } = useEditing();
  const whatAt = (place: string) =>
    edits.find(({ path }) => liesIn(place, pathInWords(path)))?.what ?? unedited[place] ?? place;
  if (problems.length === 0) return null;
  return (
    <List variant="unordered-styled">
      {problems.map(({ path, text }) => (
        <Text key={path + text}>{path === '' ? text : `${whatAt(path)}: ${text}`}</Text>
      ))}
    </List>
  );
}

function ChangeLine({ edit, undo }: { edit: Edit; undo: () => void }) {
  const { model } = useEditing();
  const before = edit.say(valueAt(model, edit.path));
  return (
    <Flex direction="row" gap="sm" align="center" justify="between">
      <Text>
        {edit.what}: {before} → {edit.wrong === undefined ? edit.say(edit.value) : `cannot be: ${edit.wrong}`}
      </Text>
      <Button size="xs" variant="transparent" onClick={undo}>
        Undo
      </Button>
    </Flex>
  );
}

function Buttons({ publishing, discard }: { publishing: Publishing; discard: () => void }) {
  const { edits } = useEditing();
  const { busy, closedBecause, check, makePlan, publish, plan } = publishing;
  const atOnce = plan?.view.state === 'done' ? ` ${plan.view.atOnce}` : '';
  const isClosed = busy !== undefined || unaskable(edits) !== undefined;
  return (
    <Flex direction="column" gap="xs">
      <Flex direction="row" gap="sm" align="center" wrap="wrap">
        <LoadingButton variant="secondary" loading={busy === 'check'} disabled={isClosed} onClick={check}>
          Check
        </LoadingButton>
        <LoadingButton variant="secondary" loading={busy === 'plan'} disabled={isClosed} onClick={makePlan}>
          Plan
        </LoadingButton>
        <LoadingButton
          variant="primary"
          loading={busy === 'publish'}
          disabled={isClosed || closedBecause !== undefined}
          onClick={publish}
        >
          Publish
        </LoadingButton>
        <Button variant="transparent" disabled={busy !== undefined} onClick={discard}>
          Undo all
        </Button>
      </Flex>
      <Text variant="microcopy">
        {closedBecause === undefined
          ? `Publish makes these changes decide from now on.${atOnce}`
          : `Publish is closed. ${closedBecause}`}
      </Text>
    </Flex>
  );
}
