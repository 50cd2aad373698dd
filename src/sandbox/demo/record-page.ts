import { markup, type Markup, timeAt } from './markup.ts';

type Shown = {
  /** What the list is called that it is one of. */
  list: string;
  name: string | undefined;
  about: (string | undefined)[];
  facts: [name: string, value: string | Markup | undefined][];
  tasks: Markup[];
  /** Newest first. */
  told: { at: number; what: string; kind: string }[];
};

/** A record of a CRM: what is known, its tasks, what happened. */
export function recordPage({ list, name, about, facts, tasks, told }: Shown): Markup {
  const events = told.map(
    ({ at, what, kind }) =>
      markup`<li class="${kind}"><span class="when">${timeAt(at, 'seconds')}</span><span>${what}</span></li>`,
  );
  return markup`<p><a href="/">‹ ${list}</a></p>
      <div class="record">
        <section class="card">
          <h1>${name}</h1>
          <p class="quiet">${about.filter(Boolean).join(', ')}</p>
          ${known(facts)}
        </section>
        <div>
          <section class="card">
            <h2>Tasks</h2>
            ${tasks.length === 0 ? markup`<p class="quiet">None.</p>` : tasks}
          </section>
          <section class="card">
            <h2>Activity</h2>
            <ol class="history">
              ${events}
            </ol>
          </section>
        </div>
      </div>`;
}

function known(facts: Shown['facts']): Markup {
  return markup`<dl>
    ${facts.map(
      ([name, value]) =>
        markup`<dt>${name}</dt>
          <dd>${value || markup`<span class="quiet">–</span>`}</dd>`,
    )}
  </dl>`;
}
