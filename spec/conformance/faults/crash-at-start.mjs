console.error('ModuleNotFoundError: no module named brian3');
process.exit(1);
