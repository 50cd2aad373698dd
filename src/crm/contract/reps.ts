import { expect, test } from '@jest/globals';
import type { Start } from './under-test.ts';

export function repTests(start: Start): void {
  test("a rep's week is told in minutes of the day", async () => {
    await using on = await start();
    if (on.setHours === undefined) return;
    await on.setHours(on.reps.ann, { weekdaysFrom: 540, weekdaysTo: 1_020 });
    const reps = await on.crm.readReps();
    const week = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 540, to: 1_020 }];
    const hoursOf = (id: string) => reps.find((rep) => rep.id === id)?.hours;
    expect([hoursOf(on.reps.ann), hoursOf(on.reps.bob)]).toEqual([week, undefined]);
  });
}
