package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Credit: show balances, add to them, and check that they add up. */
@Command(
    name = "credits",
    description = "Show, add and verify credit.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CreditsCommand.Show.class,
      CreditsCommand.Add.class,
      CreditsCommand.Verify.class
    })
final class CreditsCommand extends Group {

  @Command(name = "show", description = "Show all balances.", mixinStandardHelpOptions = true)
  static final class Show implements Runnable {
    @Mixin private StoreOption store;
    @Mixin private Output output;

    @Override
    public void run() {
      try (Store open = store.open()) {
        ArrayNode tree = Json.mapper().createArrayNode();
        List<List<String>> rows = new ArrayList<>();
        for (Account account : open.keys().accounts()) {
          Balance balance = open.ledger().balance(account.id());
          tree.addObject()
              .put("account", account.name())
              .put("unlimited", account.unlimited())
              .put("available", balance.available().toDollars().toPlainString())
              .put("held", balance.held().toDollars().toPlainString())
              .put("used", balance.used().toDollars().toPlainString());
          rows.add(
              List.of(
                  account.name(),
                  account.unlimited() ? "unlimited" : balance.available().toString(),
                  balance.held().toString(),
                  balance.used().toString()));
        }
        output.table(tree, List.of("ACCOUNT", "AVAILABLE", "HELD", "USED"), rows);
      }
    }
  }

  @Command(name = "add", description = "Add credit to an account.", mixinStandardHelpOptions = true)
  static final class Add implements Runnable {
    @Mixin private StoreOption store;
    @Mixin private Output output;

    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The account's name.")
    private String name;

    @Parameters(index = "1", paramLabel = "USD", description = "How much, in dollars.")
    private String dollars;

    @Option(
        names = "--reference",
        paramLabel = "TEXT",
        description = "Names this top-up; the same one again adds nothing.")
    private @Nullable String reference;

    @Override
    public void run() {
      try (Store open = store.open()) {
        Account account =
            open.keys()
                .findAccount(name)
                .orElseThrow(() -> CommandFailure.notFound("no account " + name));
        String once = reference == null ? "cli:" + UUID.randomUUID() : reference;
        boolean added = open.ledger().topUp(account.id(), Money.dollars(dollars), once);
        Balance balance = open.ledger().balance(account.id());
        output.print(
            Json.object()
                .put("account", name)
                .put("added", added)
                .put("available", balance.available().toDollars().toPlainString()),
            (added ? "Added. " : "This reference was added before. ")
                + name
                + " has "
                + balance.available()
                + " available.");
      }
    }
  }

  @Command(
      name = "verify",
      description = "Recompute every balance from its transfers.",
      mixinStandardHelpOptions = true)
  static final class Verify implements Callable<Integer> {
    @Mixin private StoreOption store;
    @Mixin private Output output;

    @Override
    public Integer call() {
      try (Store open = store.open()) {
        List<Ledger.Mismatch> mismatches = open.ledger().verify();
        ArrayNode tree = Json.mapper().createArrayNode();
        StringBuilder text = new StringBuilder();
        for (Ledger.Mismatch mismatch : mismatches) {
          tree.addObject()
              .put("owner", mismatch.owner())
              .put("what", mismatch.what())
              .put("recorded", mismatch.recorded().toString())
              .put("computed", mismatch.computed().toString());
          text.append(mismatch).append('\n');
        }
        output.print(tree, mismatches.isEmpty() ? "All balances add up." : text.toString());
        return (mismatches.isEmpty() ? ExitCode.OK : ExitCode.FAILED).number();
      }
    }
  }
}
