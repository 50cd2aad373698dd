import { Alert, List, Text } from '@hubspot/ui-extensions';
import type { CoverageView } from '../shared/api.ts';
import { sentenceCase } from '../shared/sentenceCase.ts';

/** What routing does that nobody can have meant, what loses leads first; nothing where all is well. */
export function Checks({ checks }: { checks: CoverageView['checks'] }) {
  const said = (level: string) => checks.flatMap((check) => (check.level === level ? [check.text] : []));
  return (
    <>
      <Said title="To mend in the settings" variant="danger" texts={said('error')} />
      <Said title="Worth a look in the settings" variant="warning" texts={said('warning')} />
    </>
  );
}

function Said({ title, variant, texts }: { title: string; variant: 'danger' | 'warning'; texts: string[] }) {
  if (texts.length === 0) return null;
  return (
    <Alert title={title} variant={variant}>
      <List variant="unordered-styled">
        {texts.map((text) => (
          <Text key={text}>{sentenceCase(text)}</Text>
        ))}
      </List>
    </Alert>
  );
}
