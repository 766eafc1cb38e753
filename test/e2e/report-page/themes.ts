/** What VS Code tells a page of its themes, as far as reports ask for it. */
export const themes = {
  light: {
    'editor-background': '#ffffff',
    'editor-foreground': '#3b3b3b',
    descriptionForeground: '#3b3b3b',
    'editorWidget-background': '#f8f8f8',
    'button-background': '#005fb8',
    'button-foreground': '#ffffff',
    focusBorder: '#005fb8',
    'editorWarning-foreground': '#bf8803',
    'editorError-foreground': '#e51400',
  },
  dark: {
    'editor-background': '#1f1f1f',
    'editor-foreground': '#cccccc',
    descriptionForeground: '#9d9d9d',
    'editorWidget-background': '#202020',
    'button-background': '#0078d4',
    'button-foreground': '#ffffff',
    focusBorder: '#0078d4',
    'editorWarning-foreground': '#cca700',
    'editorError-foreground': '#f14c4c',
  },
  'high contrast': {
    'editor-background': '#000000',
    'editor-foreground': '#ffffff',
    descriptionForeground: '#ffffff',
    'editorWidget-background': '#000000',
    'button-foreground': '#ffffff',
    focusBorder: '#f38518',
    contrastBorder: '#6fc3df',
  },
} as const;
export type Theme = keyof typeof themes;
