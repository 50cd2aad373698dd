import fc from 'fast-check';

// A red build says something about the change, never about luck: laws are tried on the same cases each time there, and on new
// ones wherever somebody works.
if (process.env['CI'] === 'true') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_122 });
