// Salesforce's runner reads sfdx-project.json of the working folder as soon as it is loaded, also by tools that only look at this file.
const before = process.cwd();
process.chdir(__dirname);
const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');
process.chdir(before);

module.exports = { ...jestConfig, roots: ['<rootDir>/force-app'] };
