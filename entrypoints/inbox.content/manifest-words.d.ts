import 'wxt/browser';

declare module 'wxt/browser' {
  interface WxtI18n {
    /** A text of public/_locales, in the browser's language: this script knows no other. */
    getMessage(name: 'panel_frame'): string;
  }
}
