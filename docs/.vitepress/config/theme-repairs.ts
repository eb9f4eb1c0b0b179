import type { Plugin } from 'vitepress';

/** A part of VitePress's default theme, and what stands in its place. */
type Repair = readonly [found: string | RegExp, repaired: string];

/** What keeps assistive technology from its way, by component. */
const repairs: Readonly<Record<string, readonly Repair[]>> = {
  'VPHome.vue': [
    [/<div(\s+class="VPHome")/, '<main$1'],
    [/<\/div>(\s*<\/template>\s*<style)/, '</main>$1'],
  ],
  // A button may hold no other control, nor an option a link; what is seen of a link has to be in its name.
  'VPLocalSearchBox.vue': [
    [
      /role="button"\s+:aria-owns="[^"]*"\s+aria-expanded="true"\s+aria-haspopup="listbox"\s+aria-labelledby="localsearch-label"/,
      'role="dialog" aria-modal="true" :aria-label="buttonText"',
    ],
    [
      /aria-autocomplete="both"(\s+:aria-controls="[^"]*")\s+aria-labelledby="localsearch-label"/,
      'role="combobox" aria-autocomplete="list" :aria-expanded="!!results?.length"$1 :aria-label="buttonText"',
    ],
    [/:aria-labelledby="results\?\.length \? 'localsearch-label' : undefined"/, ':aria-label="buttonText"'],
    [
      /:id="'localsearch-item-' \+ index"\s+:aria-selected="selectedIndex === index \? 'true' : 'false'"\s+role="option"/,
      'role="presentation"',
    ],
    [
      `:aria-label="[...p.titles, p.title].join(' > ')"`,
      `:id="'localsearch-item-' + index" role="option" :aria-selected="selectedIndex === index"`,
    ],
    [/<kbd :aria-label/g, '<kbd role="img" :aria-label'],
  ],
};

/** Repairs components of the default theme as they are compiled. Fails the build when one of them no longer is what it was. */
export function repairTheme(): Plugin {
  return {
    name: 'repair-theme',
    enforce: 'pre',
    transform(code, id) {
      const [, component = ''] = /\/theme-default\/components\/(\w+\.vue)$/.exec(id) ?? [];
      const parts = Object.hasOwn(repairs, component) ? repairs[component] : undefined;
      if (!parts) return undefined;
      return parts.reduce((text, [found, repaired]) => {
        if (text.split(found).length < 2) this.error(`${component} of VitePress no longer has ${String(found)}`);
        return text.replace(found, repaired);
      }, code);
    },
  };
}
