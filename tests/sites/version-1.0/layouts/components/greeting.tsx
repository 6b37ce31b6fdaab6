/** A component of its own, beside the layouts that use it. */
export const Greeting = ({ owner }: { readonly owner?: string | undefined }) => <p>Answered by {owner ?? 'us'}.</p>
