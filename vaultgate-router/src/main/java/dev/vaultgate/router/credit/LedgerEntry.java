package dev.vaultgate.router.credit;

import java.time.Instant;

/**
 * One movement of an account's credit, as people read it. It never changes.
 *
 * @param id its number in the ledger; later ones are larger
 * @param accountId whose credit moved
 * @param account that account's name
 * @param amount by how much; below zero where credit went
 * @param keyId the key of a call that was paid for, else empty
 * @param requestId the call's name in headers and logs, else empty
 * @param reference names what gave or took credit in the whole ledger, else empty
 * @param note for people, else empty
 */
public record LedgerEntry(
    long id,
    EntryKind kind,
    long accountId,
    String account,
    Money amount,
    String keyId,
    String requestId,
    String reference,
    String note,
    Instant at) {}
