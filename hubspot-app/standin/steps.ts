import type { Step } from './render.ts';

const drawnMs = 500;
const stepMs = 300;
const settledMs = 3000;

/** Does the steps once the page is drawn; its title then says how high everything is, or which step could not be done. */
export function doSteps(steps: Step[]): void {
  const failed: string[] = [];
  for (const [nth, step] of steps.entries())
    setTimeout(() => doStep(step) || failed.push(JSON.stringify(step)), drawnMs + nth * stepMs);
  const measure = () => {
    const { scrollHeight } = document.documentElement;
    document.title = failed.length === 0 ? `height ${scrollHeight}` : `cannot ${failed.join(', ')}`;
  };
  setTimeout(measure, drawnMs + steps.length * stepMs + settledMs);
}

function doStep(step: Step): boolean {
  if ('write' in step) return write(step.write, document.querySelector<HTMLInputElement>(step.into));
  const button = [...document.querySelectorAll('button')].filter(({ textContent }) => textContent === step.press)[
    step.nth ?? 0
  ];
  button?.click();
  return button !== undefined;
}

/** React hears only what is written the way a browser writes it. */
function write(text: string, input: HTMLInputElement | null): boolean {
  if (input === null) return false;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
  return input.dispatchEvent(new Event('input', { bubbles: true }));
}
