/** The build puts the loader's style sheet into its script, as text. */
declare module '*.css' {
  const text: string
  export default text
}
