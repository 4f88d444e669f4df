/**
 * What is sound of damaged, incomplete or mixed up bundles, taken out, and each loss named.
 *
 * <p>In: folders, single files and raw images of cards, and keys. {@link org.bojagi.recover.FoundHeader} finds age
 * headers, {@link org.bojagi.recover.BundleKeys} what opens them, {@link org.bojagi.recover.SalvagedVolume} reads chunks
 * from whichever copy or fragment holds, {@link org.bojagi.recover.SalvagedBundle} says which files there were and where.
 * Out: {@link org.bojagi.recover.RecoveryFolder}'s files, or a {@link org.bojagi.recover.RecoveredBundle}, and a {@link
 * org.bojagi.recover.RecoveryReport}. Invariant: no byte is written whose tag has not held, and none that was looked for
 * is missing without a line of the report. Next: {@code org.bojagi.cli.pack}.
 */
package org.bojagi.recover;
