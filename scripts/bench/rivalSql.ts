import type pg from 'pg';
import { lifetimeMs } from '../../src/domain/decay.ts';
import type { Model } from '../../src/domain/model.ts';
import { MICROS } from '../../src/domain/scoring.ts';
import type { Signal } from '../../src/domain/signals.ts';
import type { Tier } from '../../src/domain/tiers.ts';
import type { Judge } from './rivalLeads.ts';
import { SCORE_ALL_LEADS } from './rivalSqlQuery.ts';

const TABLES = `
create table families (family text collate "C" primary key, cap float8, variety text not null);
create table types (
  type smallint primary key, name text collate "C" not null unique, family text collate "C" not null references families,
  points float8 not null, repeat text not null, fold_by_asset boolean not null, lifetime_ms bigint not null, loss float8);
create table leads (lead int primary key);
create table signals (
  lead int not null references leads, id text collate "C" not null, type smallint not null references types,
  at bigint not null, asset text collate "C", confidence float8 not null, primary key (lead, id));`;

/**
 * One SQL query, prepared once, over tables that hold these leads and this catalogue: it always judges all of them. The
 * client's database must be empty.
 */
export async function sqlRival(now: number, model: Model, leads: Signal[][], client: pg.Client): Promise<Judge> {
  await client.query(TABLES);
  const tables = { families: familyRows(model), types: typeRows(model), ...leadRows(model, leads) };
  for (const [table, rows] of Object.entries(tables))
    await client.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [
      JSON.stringify(rows),
    ]);
  await client.query('create index on signals (lead, type, at desc, id)');
  await client.query('vacuum analyze');
  // Enough for every sort and hash of the query to stay in memory.
  await client.query(`set work_mem = '64MB'`);
  const query = { name: 'score', text: SCORE_ALL_LEADS, values: [now] };
  return async () => {
    const { rows } = await client.query<{ score: number; tier: Tier | null }>(query);
    return rows.map(({ score, tier }) => ({ score, tier: tier ?? undefined }));
  };
}

function familyRows({ families }: Model) {
  return Object.entries(families).map(([family, { cap, variety }]) => ({
    family,
    variety,
    ...(cap !== undefined && { cap: cap * MICROS }),
  }));
}

function typeRows(model: Model) {
  return Object.entries(model.catalogue).map(([name, { family, points, repeat, foldBy, decay }], type) => ({
    type,
    name,
    family,
    points,
    repeat,
    fold_by_asset: foldBy === 'type and asset',
    lifetime_ms: lifetimeMs(decay, model),
    ...(decay.kind === 'weekly' && { loss: decay.loss }),
  }));
}

function leadRows(model: Model, leads: Signal[][]) {
  const names = Object.keys(model.catalogue);
  return {
    leads: leads.map((_, lead) => ({ lead })),
    signals: leads.flatMap((signals, lead) =>
      signals.map(({ id, type, at, asset, confidence }) => ({
        lead,
        id,
        type: names.indexOf(type),
        at,
        asset,
        confidence,
      })),
    ),
  };
}
