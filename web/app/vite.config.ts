import { defineConfig } from 'vite';

/** Bundles for browsers of the last years; each page is a file of its own, loaded when it is opened. */
export default defineConfig({
  base: '/work/',
  build: { target: 'es2022', reportCompressedSize: false, modulePreload: { polyfill: false } },
});
