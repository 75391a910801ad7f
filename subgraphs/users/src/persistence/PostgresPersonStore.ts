import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import { isId } from "@wealthgraph/chassis/id";
import type { Person, Sex } from "../domain/person.js";
import type { PersonStore } from "../operations/ports.js";

interface PersonRow {
  readonly id: string;
  readonly household_id: string;
  readonly name: string;
  readonly birth_date: CalendarDate | null;
  readonly sex: Sex | null;
  readonly retirement_state: string | null;
  readonly retirement_date: CalendarDate | null;
  readonly version: number;
}

const COLUMNS =
  "id, household_id, name, birth_date, sex, retirement_state, retirement_date, version";

export class PostgresPersonStore implements PersonStore {
  constructor(private readonly em: SqlEntityManager) {}

  async insert(person: Person): Promise<void> {
    await query(
      this.em,
      `insert into users.person (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      toParameters(person),
    );
  }

  async byId(id: string): Promise<Person | null> {
    return (await this.byIds([id])).get(id) ?? null;
  }

  async byIds(ids: readonly string[]): Promise<Map<string, Person>> {
    const rows = await query<PersonRow>(
      this.em,
      `select ${COLUMNS} from users.person where id = any ($1::uuid[])`,
      [ids.filter(isId)],
    );
    return new Map(rows.map((row) => [row.id, toPerson(row)]));
  }

  async ofHouseholds(householdIds: readonly string[]): Promise<Person[]> {
    const rows = await query<PersonRow>(
      this.em,
      `select ${COLUMNS} from users.person where household_id = any ($1::uuid[]) order by id`,
      [householdIds.filter(isId)],
    );
    return rows.map(toPerson);
  }

  async update(person: Person): Promise<boolean> {
    const updated = await query(
      this.em,
      `update users.person set name = $3, birth_date = $4, sex = $5, retirement_state = $6,
         retirement_date = $7, version = $8
       where id = $1 and household_id = $2 and version = $8 - 1 returning id`,
      toParameters(person),
    );
    return updated.length === 1;
  }

  async remove(id: string, version: number): Promise<boolean> {
    if (!isId(id)) return false;
    const removed = await query(
      this.em,
      "delete from users.person where id = $1 and version = $2 returning id",
      [id, version],
    );
    return removed.length === 1;
  }
}

/** In the order of COLUMNS. */
function toParameters(person: Person): unknown[] {
  const { id, householdId, name, birthDate, sex, retirementState, retirementDate, version } =
    person;
  return [id, householdId, name, birthDate, sex, retirementState, retirementDate, version];
}

function toPerson(row: PersonRow): Person {
  return {
    id: row.id,
    householdId: row.household_id,
    name: row.name,
    birthDate: row.birth_date,
    sex: row.sex,
    retirementState: row.retirement_state,
    retirementDate: row.retirement_date,
    version: row.version,
  };
}
