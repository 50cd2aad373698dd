type Field = { typeDefinition: { name: string } };
type Labels = {
  actionCardContent: string;
  inputFieldLabels: Record<string, string>;
  inputFieldDescriptions: Record<string, string>;
  outputFieldLabels?: Record<string, string>;
  executionRules?: Record<string, string>;
};
type Action = {
  inputFields: Field[];
  outputFields?: Field[];
  executionRules?: { labelName: string }[];
  labels: Record<string, Labels>;
};

/** What a person in a workflow would see without words, or words of something that is not there. Nothing for other components. */
export function labelProblems(config: unknown): string[] {
  if (!isAction(config)) return [];
  const inputs = config.inputFields.map((field) => field.typeDefinition.name);
  const outputs = (config.outputFields ?? []).map((field) => field.typeDefinition.name);
  const rules = (config.executionRules ?? []).map((rule) => rule.labelName);
  return Object.entries(config.labels).flatMap(([language, labels]) =>
    [
      ...unlike('inputFieldLabels', inputs, labels.inputFieldLabels),
      ...unlike('inputFieldDescriptions', inputs, labels.inputFieldDescriptions),
      ...unlike('outputFieldLabels', outputs, labels.outputFieldLabels),
      ...unlike('executionRules', rules, labels.executionRules),
      ...unknownFields(inputs, labels.actionCardContent),
    ].map((problem) => `${language}: ${problem}`),
  );
}

function isAction(config: unknown): config is Action {
  return typeof config === 'object' && config !== null && 'inputFields' in config && 'labels' in config;
}

function unlike(section: string, names: string[], labels: Record<string, string> = {}): string[] {
  return [
    ...names.filter((name) => labels[name] === undefined).map((name) => `${section} has no label for ${name}`),
    ...Object.keys(labels)
      .filter((name) => !names.includes(name))
      .map((name) => `${section} labels ${name}, which is no field`),
  ];
}

function unknownFields(inputs: string[], content: string): string[] {
  const named = [...content.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '');
  return named.filter((name) => !inputs.includes(name)).map((name) => `actionCardContent names {{${name}}}, no field`);
}
