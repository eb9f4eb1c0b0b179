import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';
import './playground.css';
import CategoryGrid from './CategoryGrid.vue';
import InstallLinks from './InstallLinks.vue';
import Layout from './Layout.vue';
import ToolIndex from './ToolIndex.vue';
import ToolPlayground from './ToolPlayground.vue';

export default {
  extends: DefaultTheme,
  Layout,
  enhanceApp({ app }) {
    app.component('CategoryGrid', CategoryGrid);
    app.component('InstallLinks', InstallLinks);
    app.component('ToolIndex', ToolIndex);
    app.component('ToolPlayground', ToolPlayground);
  },
} satisfies Theme;
