import { optionId } from '../fields.js';
import { t } from './spec.js';

const channel = (name: string) => optionId('channel', name);
const audience = (...names: string[]) => names.map((name) => optionId('audience', name));

/** The campaign around the new stations. */
export const autumnLaunch = [
  t('Agree on the campaign line', 'published', 55, { who: ['chloe', 'lena'], p: 1, tags: ['autumn'] }),
  t('Book posters at tram stops', 'approval', 50, {
    who: ['chloe'],
    p: 2,
    due: 3,
    tags: ['autumn'],
    fields: {
      budget: 18500,
      channel: channel('Out of home'),
      audience: audience('Commuters'),
      agency: '+49 40 5550142',
    },
  }),
  t('Photo shoot at the harbour', 'published', 48, {
    who: ['chloe'],
    p: 2,
    tags: ['autumn', 'photo'],
    fields: { budget: 4200 },
  }),
  t('Short film of the morning commute', 'drafting', 44, {
    who: ['chloe'],
    p: 2,
    due: 8,
    tags: ['autumn', 'video'],
    fields: { budget: 9800.5, channel: channel('Instagram'), audience: audience('Commuters', 'Students') },
    sub: [
      t('Storyboard of the film', 'published', 40, { who: ['chloe'] }),
      t('Find two riders for the film', 'drafting', 36, { who: ['chloe'], due: 2 }),
      t('Cut a version of fifteen seconds', 'to do', 20, { due: 9 }),
    ],
  }),
  t('Press kit for the opening', 'drafting', 38, {
    who: ['chloe'],
    p: 2,
    due: 6,
    tags: ['autumn', 'press'],
    fields: { channel: channel('Press') },
    checklist: {
      name: 'Press kit',
      items: ['x Key figures', 'x Photos with rights', 'Quote of the mayor', 'Map of the new stations'],
    },
  }),
  t('Invite the neighbourhood council', 'to do', 35, { who: ['lena'], p: 3, due: 10, tags: ['autumn', 'event'] }),
  t('Discount codes for the first week', 'approval', 30, {
    who: ['chloe'],
    p: 2,
    due: 5,
    tags: ['autumn'],
    fields: { audience: audience('Students', 'Tourists') },
  }),
  t('Landing page of the autumn launch', 'drafting', 28, {
    who: ['chloe', 'samuel'],
    p: 1,
    due: 7,
    tags: ['autumn', 'web'],
  }),
  t('Partner with the public library', 'to do', 27, {
    p: 4,
    due: 25,
    tags: ['partners'],
    fields: { channel: channel('Partners'), audience: audience('Students') },
  }),
  t('Stickers for the new stations', 'to do', 18, { p: 4, due: 12, tags: ['autumn'], fields: { budget: 640 } }),
  t('Opening day', 'to do', 50, { type: 1, who: ['lena', 'chloe'], due: 16, tags: ['autumn', 'event'] }),
];

/** What appears where and when. */
export const contentCalendar = [
  t('Newsletter: what changes in October', 'published', 21, {
    who: ['chloe'],
    p: 2,
    due: -4,
    tags: ['newsletter'],
    fields: { channel: channel('Newsletter') },
  }),
  t('Newsletter: ride safely in the dark', 'drafting', 14, {
    who: ['chloe'],
    p: 2,
    due: 9,
    tags: ['newsletter', 'safety'],
    fields: { channel: channel('Newsletter') },
  }),
  t('Newsletter: the year in numbers', 'to do', 10, {
    p: 4,
    due: 60,
    tags: ['newsletter', 'data'],
    fields: { channel: channel('Newsletter') },
  }),
  t('Interview with a night shift mechanic', 'drafting', 33, { who: ['chloe'], p: 3, due: 11, tags: ['blog'] }),
  t('Ten routes along the water', 'published', 42, {
    who: ['chloe'],
    p: 3,
    tags: ['blog'],
    fields: { audience: audience('Tourists') },
  }),
  t('How a station is built', 'approval', 26, { who: ['chloe'], p: 3, due: 2, tags: ['blog', 'video'] }),
  t('Reel: unlock in three seconds', 'drafting', 15, {
    who: ['chloe'],
    p: 2,
    due: 4,
    tags: ['instagram', 'q4-unlock'],
    fields: { channel: channel('Instagram') },
  }),
  t('Reel: first ride of a new citizen', 'to do', 13, {
    p: 4,
    due: 20,
    tags: ['instagram'],
    fields: { channel: channel('Instagram') },
  }),
  t('Answer the ten most common questions', 'published', 47, { who: ['chloe'], p: 3, tags: ['blog', 'support'] }),
  t('Glossary of bike words in four languages', 'to do', 39, { p: 4, tags: ['blog'] }),
  t('Report on winter maintenance', 'to do', 9, { p: 3, due: 30, tags: ['blog'] }),
  t('Photo series: commuters at six in the morning', 'approval', 17, {
    who: ['chloe'],
    p: 3,
    due: 1,
    tags: ['instagram', 'photo'],
  }),
  t('Poster: lock it, share it', 'published', 51, {
    who: ['chloe'],
    p: 3,
    tags: ['poster'],
    fields: { channel: channel('Out of home') },
  }),
  t('Podcast with the cycling club', 'to do', 30, { p: 3, due: 22, tags: ['partners'] }),
  t('Press release on the third year', 'approval', 24, {
    who: ['chloe', 'lena'],
    p: 2,
    due: 4,
    tags: ['press'],
    fields: { channel: channel('Press') },
  }),
  t('Guide for new students', 'published', 20, {
    who: ['chloe'],
    p: 2,
    tags: ['blog'],
    fields: { audience: audience('Students') },
  }),
  t('Map of repair stands in the city', 'drafting', 8, { who: ['chloe'], p: 4, tags: ['blog'] }),
  t('Thank-you note to the hundred thousandth rider', 'to do', 4, { p: 4, tags: ['instagram'] }),
];

/** Loose thoughts in a folderless List. */
export const ideas = [
  t('Bell melodies by artists from the city', 'to do', 59, { p: 4 }),
  t('A ride for everyone who votes', 'to do', 52, { p: 4, tags: ['event'] }),
  t('Bike parade at the harbour birthday', 'to do', 46, { p: 3, tags: ['event'] }),
  t('Loyalty stamps in cafés near stations', 'to do', 37, { p: 4, tags: ['partners'] }),
  t('Museum ticket with a ride included', 'drafting', 23, { who: ['chloe'], p: 3, tags: ['partners'] }),
  t('Swap one car week for free rides', 'to do', 16, { p: 3 }),
  t('Postcards from the stations', 'to do', 7, { p: 4 }),
  t('Bike names chosen by school classes', 'to do', 31, { p: 4 }),
  t('Night ride with lights and music', 'to do', 28, { p: 3, tags: ['event'] }),
  t('Seat covers for rainy days', 'drafting', 12, { who: ['chloe'], p: 4 }),
  t('Tandem weekend', 'to do', 3, { p: 4, tags: ['event'] }),
];
