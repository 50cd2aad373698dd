/** Where the app's own server is; `hot-lead hubspot app` writes the real address here. */
export const server = 'https://hotlead.example.com';
