const REQUIRED_MAJOR = 24;

/**
 * Ends the process with an explanation unless it runs on the Node.js that the project pins. Without its install script
 * the pinned one is missing, and npm silently runs whatever Node.js there is.
 */
export const requireNode = (): void => {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= REQUIRED_MAJOR) return;
  process.stderr.write(
    `Tandem needs Node.js ${REQUIRED_MAJOR}, this is ${process.versions.node}.\n` +
      'Run "npm ci" without --ignore-scripts (it installs the pinned one) and start by npm scripts.\n',
  );
  process.exit(1);
};
