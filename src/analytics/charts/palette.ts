/** Eight colours that are told apart also by those who see fewer, five steps of one, and what surrounds them. */
export const light = {
  series: ['#4a5fd0', '#0f9d8a', '#e0a100', '#c8442f', '#9a4fb5', '#5a9bd8', '#7f8c1f', '#8a8f99'],
  heat: ['#dfe4fb', '#b9c4f5', '#8c9dec', '#4a5fd0', '#2b2f8f'],
  ...{ page: '#f6f7f9', card: '#fff', text: '#1c2430', dim: '#566070', line: '#d5dae1', accent: '#4a36c4' },
  /** On light and on dark steps of the heat. */
  ...{ dark: '#1c2430', light: '#fff' },
};

export const dark: typeof light = {
  series: ['#8c9dff', '#3cc8b4', '#f0c040', '#ff8a75', '#cf93e6', '#7db8ee', '#b5c24a', '#98a1ad'],
  heat: ['#252c52', '#333f80', '#4557b8', '#8c9dff', '#c9d1ff'],
  ...{ page: '#12151a', card: '#1b2027', text: '#e6e9ee', dim: '#a3adba', line: '#39424e', accent: '#b3a8ff' },
  ...{ dark: '#fff', light: '#12151a' },
};
