import { hash } from '../random.js';
import type { DocVisibility } from '../state/docs.js';
import type { SeedFunction } from './context.js';
import { DOCS, FOLDERS, LISTS, PAGES, SPACES, USERS, WORKSPACE_ID } from './ids.js';

interface PageSpec {
  readonly name: string;
  readonly key?: keyof typeof PAGES;
  readonly md: string;
  readonly sub?: readonly PageSpec[];
}

interface DocSpec {
  readonly name: string;
  readonly at: readonly [type: number, id: string];
  readonly by: keyof typeof USERS;
  readonly made: number;
  readonly visibility?: DocVisibility;
  readonly type?: number;
  readonly pages: readonly PageSpec[];
}

const docs: Readonly<Record<keyof typeof DOCS, DocSpec>> = {
  handbook: {
    name: 'Team handbook',
    at: [12, WORKSPACE_ID],
    by: 'lena',
    made: 300,
    type: 2,
    pages: [
      {
        name: 'How we work',
        key: 'howWeWork',
        md: '# How we work\n\nWe plan in **two weeks**, talk in the open and write decisions down.\n\n- Planning on Monday\n- Review on the second Friday',
        sub: [
          { name: 'Meetings', md: '## Meetings\n\nStand-ups take ten minutes. What takes longer gets a task.' },
          {
            name: 'On call',
            key: 'onCall',
            md: '## On call\n\nOne week each, Monday to Monday. The phone is in the safe.',
            sub: [{ name: 'Escalation', md: 'First the team, then Tomas, then Lena.' }],
          },
        ],
      },
      {
        name: 'First week',
        md: '# First week\n\n1. Take a bike\n2. Ride the route to the depot\n3. Fix one small bug',
      },
    ],
  },
  unlockDesign: {
    name: 'Offline unlock: design',
    at: [5, FOLDERS.mobileApp],
    by: 'tomas',
    made: 13,
    pages: [
      {
        name: 'Token',
        key: 'token',
        md: '# Token\n\nrider, bike, expiry, signature\n\n`v1.<payload>.<signature>`',
        sub: [{ name: 'Keys', md: 'One key per lock series, rotated every spring.' }],
      },
      { name: 'Open questions', md: '- What if the lock has no clock?\n- Who revokes a stolen phone?' },
    ],
  },
  runbook: {
    name: 'Runbook: unlock fails',
    at: [6, LISTS.apiPlatform],
    by: 'priya',
    made: 17,
    pages: [
      { name: 'First five minutes', md: '1. Open the dashboard of docks\n2. Compare both regions\n3. Call the vendor' },
    ],
  },
  launchPlan: {
    name: 'Autumn launch plan',
    at: [4, SPACES.marketing],
    by: 'chloe',
    made: 48,
    pages: [
      { name: 'Calendar', md: '| Week | What |\n| --- | --- |\n| 41 | Posters |\n| 43 | Opening day |' },
      { name: 'Budget', md: '48,000 EUR, of which 21,500 are spent.' },
    ],
  },
  sprintNotes: {
    name: 'Sprint 24 planning notes',
    at: [12, WORKSPACE_ID],
    by: 'tomas',
    made: 7,
    type: 3,
    pages: [{ name: 'Notes', md: 'Goal: unlocking works on the first try, also without a signal.' }],
  },
  salaries: {
    name: 'Salary bands 2027',
    at: [12, WORKSPACE_ID],
    by: 'lena',
    made: 20,
    visibility: 'PRIVATE',
    pages: [{ name: 'Draft', md: 'Only for Lena.' }],
  },
};

/** Docs with page trees: a wiki, designs, meeting notes, and a private one. */
export const seedDocs: SeedFunction = ({ state, at }) => {
  for (const [key, spec] of Object.entries(docs)) {
    const id = DOCS[key as keyof typeof DOCS];
    const [parentType, parentId] = spec.at;
    const dateCreated = at(spec.made, '11:00');
    const made = { creatorId: USERS[spec.by], dateCreated, dateUpdated: dateCreated };
    state.docs.put({
      ...made,
      id,
      workspaceId: WORKSPACE_ID,
      name: spec.name,
      type: spec.type ?? 1,
      parentType,
      parentId,
      visibility: spec.visibility ?? 'PUBLIC',
      archived: false,
      deleted: false,
    });
    const add = (page: PageSpec, parentPageId: string | null): void => {
      const pageId = page.key ? PAGES[page.key] : `8cdxa-${2000 + (hash(`${spec.name} ${page.name}`) % 1_000_000)}`;
      if (state.pages.has(pageId)) throw new Error(`Seed: two pages share the id ${pageId}`);
      state.pages.put({
        ...made,
        id: pageId,
        docId: id,
        parentPageId,
        name: page.name,
        subTitle: null,
        content: page.md,
        editedBy: null,
        contributorIds: [made.creatorId],
      });
      for (const child of page.sub ?? []) add(child, pageId);
    };
    for (const page of spec.pages) add(page, null);
  }
};
