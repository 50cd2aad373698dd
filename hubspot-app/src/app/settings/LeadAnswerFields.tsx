import { FieldRow } from './FieldRow.tsx';
import { NumberField } from './NumberField.tsx';
import { addressProblem } from './placeProblems.ts';
import { TextField } from './TextField.tsx';

/** What a lead gets that nobody has contacted. */
export function LeadAnswerFields() {
  return (
    <FieldRow>
      <NumberField
        path={['telling', 'sequence', 'afterMinutes']}
        what="Backup e-mail to the lead after (minutes)"
        label="Backup e-mail to the lead after (minutes)"
        description="0: never."
        limits={{ min: 0, max: 10_080 }}
      />
      <TextField
        path={['telling', 'sequence', 'bookingUrl']}
        what="Booking link in it"
        label="Booking link in it"
        empty="none"
        placeholder="https://meetings.example.com/ann"
        problemOf={addressProblem}
      />
      <TextField
        path={['telling', 'sequence', 'phone']}
        what="Phone number in it"
        label="Phone number in it"
        empty="none"
      />
    </FieldRow>
  );
}
