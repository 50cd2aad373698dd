/** What a lead says of where it works. */
export type Workplace = {
  email?: string | undefined;
  company?: string | undefined;
  website?: string | undefined;
  phone?: string | undefined;
  country?: string | undefined;
};

/** A company that a lead may belong to. `associated`: the CRM says that it does; else it only looks alike. */
export type Candidate = {
  id: string;
  associated: 'primary' | 'other' | 'no';
  name?: string;
  domain?: string;
  website?: string;
  phone?: string;
  /** Written as the leads' countries are; unlike spellings are different countries. */
  country?: string;
  openDeals?: number;
  isCustomer?: boolean;
  /** On the list of accounts that one rep looks after. */
  isNamed?: boolean;
  lastActivityAt?: number;
  createdAt?: number;
};
