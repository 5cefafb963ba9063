package dev.vaultgate.server.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.router.Gateway;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.KeyState;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.ModelEntries;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.usage.UsageQuery;
import java.time.Duration;
import java.util.List;

/** Administration of a store that this process holds. Closing it closes the store. */
public final class StoreAdministration implements Administration {

  private final String place;
  private final Store store;
  private final Keys keys;
  private final SystemTime time;
  private final ModelEntries models;
  private final Runnable reload;

  private StoreAdministration(
      String place, Store store, Keys keys, SystemTime time, ModelEntries models, Runnable reload) {
    this.place = place;
    this.store = store;
    this.keys = keys;
    this.time = time;
    this.models = models;
    this.reload = reload;
  }

  /**
   * Of a store that nobody else uses.
   *
   * @param place what to call it
   */
  public static StoreAdministration of(Store store, String place) {
    SystemTime time = SystemTime.system();
    return new StoreAdministration(
        place,
        store,
        new Keys(store.keys(), time),
        time,
        new ReadEntries(store.models()),
        () -> {
          throw new IllegalStateException(
              "no server runs on " + place + ": it reads its configuration when it starts");
        });
  }

  /**
   * Of a running gateway, which learns at once of every change.
   *
   * @param models what administrators have added, where a change also changes what is served
   * @param reload reads the configuration anew
   */
  public static StoreAdministration of(Gateway gateway, ModelEntries models, Runnable reload) {
    return new StoreAdministration(
        "this gateway", gateway.store(), gateway.keys(), SystemTime.system(), models, reload);
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public List<KeyView> keys() {
    return keys.list().stream().map(this::view).toList();
  }

  @Override
  public KeyView key(String id) {
    return keys.find(id).map(this::view).orElseThrow(() -> noSuchKey(id));
  }

  @Override
  public NewKey createKey(KeySpec spec) {
    Keys.Created created = keys.create(spec);
    return new NewKey(view(created.key()), created.secret().reveal());
  }

  @Override
  public KeyView changeKey(String id, ObjectNode change) {
    KeyJson.Change changed = KeyJson.changed(key(id), change);
    return keys.update(id, changed.name(), changed.terms())
        .map(this::view)
        .orElseThrow(() -> noSuchKey(id));
  }

  @Override
  public NewKey rotateKey(String id, Duration overlap) {
    if (key(id).state() == KeyState.REVOKED) {
      throw new InvalidRequestException(
          400, "invalid_value", "key " + id + ": is revoked (expected: one in use)", "id");
    }
    Keys.Created rotated = keys.rotate(id, overlap).orElseThrow(() -> noSuchKey(id));
    return new NewKey(view(rotated.key()), rotated.secret().reveal());
  }

  @Override
  public KeyView pauseKey(String id, boolean pause) {
    return (pause ? keys.pause(id) : keys.resume(id))
        .map(this::view)
        .orElseThrow(() -> noSuchKey(id));
  }

  @Override
  public Revocation revokeKey(String id) {
    boolean isNew = keys.revoke(id);
    return new Revocation(key(id), isNew);
  }

  @Override
  public List<AccountView> accounts() {
    return store.keys().accounts().stream().map(this::view).toList();
  }

  @Override
  public TopUp topUp(String name, Money amount, String reference, String note) {
    Account account =
        store
            .keys()
            .findAccount(name)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        404, "account_not_found", "There is no account " + name + ".", "account"));
    boolean isNew = store.ledger().topUp(account.id(), amount, reference, note);
    return new TopUp(view(account), isNew);
  }

  @Override
  public List<Ledger.Mismatch> verifyCredit() {
    return store.ledger().verify();
  }

  @Override
  public UsageReport usage(UsageQuery query, int max) {
    return new UsageReport(
        store.usage().totals(query), store.usage().page(query, max, null).records());
  }

  @Override
  public ModelEntries models() {
    return models;
  }

  @Override
  public void reload() {
    reload.run();
  }

  @Override
  public void close() {
    store.close();
  }

  private KeyView view(ApiKey key) {
    return KeyView.of(key, time.now());
  }

  private AccountView view(Account account) {
    return AccountView.of(account, store.ledger().balance(account.id()));
  }

  private static InvalidRequestException noSuchKey(String id) {
    return new InvalidRequestException(
        404, "key_not_found", "There is no key with the id " + id + ".", "id");
  }
}
