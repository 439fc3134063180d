// Plain JavaScript without imports, so that any Node can run it and say what is wrong.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Node ${process.versions.node} is too old: 22.18 or newer is needed. ` +
      'npm scripts bring their own Node 24; run "npm ci" without --ignore-scripts, or update Node.',
  )
  process.exit(1)
}
