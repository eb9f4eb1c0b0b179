import { t } from './spec.js';

const place = (lat: number, lng: number, address: string) => ({
  location: {
    location: { lat, lng },
    formatted_address: address,
    place_id: `seed-${Math.round(lat * 1e4)}-${Math.round(lng * 1e4)}`,
  },
});

/** Repairs of bikes and docks, shared with the depot. */
export const maintenance = [
  t('Replace worn brake pads on series B', 'on site', 20, {
    who: ['diego'],
    p: 1,
    due: 1,
    tags: ['safety'],
    fields: { bikes: 46, costs: 1380 },
    checklist: { name: 'Depots', items: ['x North', 'x East', 'Harbour', 'South'] },
  }),
  t('Recall of cracked pedal arms', 'on site', 16, {
    who: ['diego'],
    p: 1,
    due: 0,
    tags: ['safety'],
    fields: { bikes: 12, costs: 940.5 },
    sub: [
      t('Collect the twelve bikes', 'complete', 15, { who: ['diego'] }),
      t('Send the arms to the maker', 'scheduled', 12, { who: ['diego'], due: 3 }),
      t('Refit and test ride', 'open', 12, { due: 7 }),
    ],
  }),
  t('Swap batteries before the cold', 'scheduled', 18, {
    who: ['diego'],
    p: 2,
    due: 14,
    tags: ['winter'],
    fields: { bikes: 310, depot: '+49 40 5550177' },
  }),
  t('Winter tyres for cargo bikes', 'open', 17, { p: 3, due: 21, tags: ['winter'], fields: { bikes: 28 } }),
  t('Clean the docks at the fish market', 'complete', 30, {
    who: ['diego'],
    p: 4,
    fields: { bikes: 0, ...place(53.5446, 9.9513, 'Fish Market 2') },
  }),
  t('Loose handlebars reported at the campus', 'complete', 27, {
    who: ['diego'],
    p: 1,
    tags: ['safety'],
    fields: { bikes: 5 },
  }),
  t('Dock 7 at the theatre does not lock', 'on site', 6, {
    who: ['diego'],
    p: 2,
    due: -1,
    tags: ['docks'],
    fields: { bikes: 1, ...place(53.5561, 9.9896, 'Theatre Square 1') },
  }),
  t('Dock 3 at the ferry pier has no power', 'scheduled', 5, {
    who: ['diego'],
    p: 2,
    due: 2,
    tags: ['docks'],
    fields: { bikes: 4, ...place(53.5459, 9.9707, 'Ferry Pier 4') },
  }),
  t('Graffiti on the station at the park', 'complete', 24, { p: 4, fields: { bikes: 0 } }),
  t('Lights flicker on series A', 'open', 14, { p: 2, tags: ['safety'], fields: { bikes: 17 } }),
  t('Squeaking saddles', 'open', 13, { p: 4, fields: { bikes: 9 } }),
  t('Spare keys for the service vans', 'complete', 43, { p: 4, fields: { bikes: 0 } }),
  t('Monthly inspection of the north depot', 'scheduled', 11, {
    who: ['diego'],
    p: 3,
    due: 6,
    tags: ['inspection'],
    fields: { bikes: 120 },
  }),
  t('Monthly inspection of the harbour depot', 'scheduled', 11, {
    who: ['diego'],
    p: 3,
    due: 8,
    tags: ['inspection'],
    fields: { bikes: 140 },
  }),
  t('Count the bikes that nobody has seen for a week', 'open', 9, {
    p: 2,
    due: 4,
    tags: ['data'],
    fields: { bikes: 23 },
  }),
  t('Bring eight bikes back from the river', 'complete', 36, {
    who: ['diego'],
    p: 2,
    fields: { bikes: 8, costs: 610 },
  }),
  t('Flat tyres along the new cycle path', 'on site', 3, { who: ['diego'], p: 2, due: 1, fields: { bikes: 14 } }),
  t('Torque wrench is out of calibration', 'open', 2, { p: 3, fields: { bikes: 0 } }),
  t('Chain guards for the tourist fleet', 'open', 1, { p: 4, due: 28, fields: { bikes: 60 } }),
  t('Rust on the racks at the outdoor pool', 'complete', 40, { p: 4, fields: { bikes: 0 } }),
  t('Reflectors missing on series C', 'scheduled', 22, {
    who: ['diego'],
    p: 1,
    due: 2,
    tags: ['safety'],
    fields: { bikes: 33 },
  }),
  t('Order spare batteries', 'complete', 21, { p: 2, fields: { bikes: 0, costs: 12400 } }),
  t('Tune the brakes of the cargo bikes', 'open', 15, { p: 2, due: 11, tags: ['safety'], fields: { bikes: 28 } }),
  t('Dock 12 at the stadium is bent', 'open', 10, {
    p: 3,
    due: 9,
    tags: ['docks'],
    fields: { bikes: 2, ...place(53.5871, 9.8987, 'Stadium Road 40') },
  }),
  t('Van 2 needs its yearly check', 'scheduled', 8, { who: ['diego'], p: 3, due: 10, fields: { bikes: 0 } }),
  t('Bikes pile up at the opera after shows', 'open', 7, { p: 3, tags: ['data'], fields: { bikes: 40 } }),
  t('Train two helpers on the new wheel stand', 'open', 4, { p: 4, due: 15, fields: { bikes: 0 } }),
];

const station = { type: 1003 } as const;

/** New stations from permit to opening. */
export const stationRollout = [
  t('Station Lighthouse Quay', 'on site', 54, {
    ...station,
    who: ['lena'],
    p: 1,
    due: 9,
    fields: place(53.5421, 9.9342, 'Lighthouse Quay 1'),
    sub: [
      t('Permit for Lighthouse Quay', 'complete', 52, { who: ['lena'] }),
      t('Power for Lighthouse Quay', 'on site', 30, { due: 4 }),
      t('Docks for Lighthouse Quay', 'scheduled', 22, { who: ['diego'], due: 8 }),
    ],
  }),
  t('Station Old Granary', 'scheduled', 51, {
    ...station,
    who: ['lena'],
    p: 2,
    due: 16,
    fields: place(53.5503, 9.9951, 'Granary Lane 12'),
    sub: [
      t('Permit for Old Granary', 'complete', 49, { who: ['lena'] }),
      t('Docks for Old Granary', 'open', 21, { due: 15 }),
    ],
  }),
  t('Station University Bridge', 'open', 49, {
    ...station,
    who: ['lena'],
    p: 2,
    due: 40,
    fields: place(53.5665, 9.9846, 'University Bridge 3'),
  }),
  t('Station East Shipyard', 'open', 45, {
    ...station,
    p: 3,
    due: 70,
    fields: place(53.5381, 10.0102, 'Shipyard Road 8'),
  }),
  t('Station Market Hall', 'complete', 58, {
    ...station,
    who: ['lena'],
    p: 2,
    fields: place(53.5498, 9.9619, 'Market Hall 5'),
  }),
  t('Measure demand at ten candidate sites', 'complete', 56, { who: ['priya'], p: 3, tags: ['data'] }),
  t('Contract with the electricity company', 'on site', 41, { who: ['lena'], p: 1, due: 5 }),
  t('Ask residents about the university site', 'scheduled', 25, { who: ['lena'], p: 3, due: 13 }),
  t('All autumn stations open', 'open', 54, { type: 1, who: ['lena'], due: 16 }),
];

/** Buildings; the auditor may read this List. */
export const facilities = [
  t('Fire drill in the north depot', 'scheduled', 32, { p: 2, due: 12 }),
  t('Renew the lease of the harbour depot', 'on site', 29, { who: ['lena'], p: 1, due: 18 }),
  t('New coffee machine for the workshop', 'complete', 23, { p: 4 }),
  t('Access cards for two new mechanics', 'open', 8, { p: 3, due: 2 }),
  t('Check the first aid boxes', 'complete', 19, { p: 3 }),
  t('Insurance list of tools and machines', 'on site', 15, { who: ['tomas'], p: 2, due: 7, tags: ['audit'] }),
  t('Separate waste in the workshop', 'open', 12, { p: 4 }),
  t('Answer the auditor about oil disposal', 'scheduled', 10, { who: ['lena'], p: 2, due: 3, tags: ['audit'] }),
  t('Paint the floor lines in the workshop', 'complete', 38, { p: 4 }),
  t('Solar panels for the north depot', 'on site', 35, { who: ['lena'], p: 3, due: 50 }),
  t('Repair the gate of the harbour depot', 'complete', 27, { p: 2 }),
  t('Smoke detectors in the battery room', 'scheduled', 18, { who: ['lena'], p: 1, due: 4, tags: ['audit'] }),
  t('Cleaning contract for the office', 'open', 16, { p: 4, due: 27 }),
  t('Lockers for the night shift', 'open', 11, { p: 4 }),
  t('Inventory before the end of the year', 'open', 6, { p: 2, due: 80, tags: ['audit'] }),
  t('Meeting room is too loud', 'open', 5, { p: 4 }),
];
