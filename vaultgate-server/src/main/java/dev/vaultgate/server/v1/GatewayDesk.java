package dev.vaultgate.server.v1;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Model;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.router.Caller;
import dev.vaultgate.router.Gateway;
import dev.vaultgate.router.GatewayReply;
import dev.vaultgate.router.GatewayStream;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.limit.RateStates;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The desk of a real gateway. */
public record GatewayDesk(Gateway gateway) implements Desk {

  @Override
  public ApiKey authenticate(String secret, InetAddress from) {
    return gateway.authenticate(secret, from);
  }

  @Override
  public GatewayReply chat(Caller caller, ChatCall call) {
    return gateway.chat(caller, call);
  }

  @Override
  public GatewayStream stream(Caller caller, ChatCall call) {
    return gateway.stream(caller, call);
  }

  @Override
  public GatewayReply embeddings(Caller caller, EmbeddingCall call) {
    return gateway.embeddings(caller, call);
  }

  @Override
  public GatewayReply images(Caller caller, ImageCall call) {
    return gateway.images(caller, call);
  }

  @Override
  public List<Model> models(ApiKey key) {
    return gateway.models(key);
  }

  @Override
  public Optional<Model> model(ApiKey key, String id) {
    return gateway.model(key, id);
  }

  @Override
  public InvalidRequestException missingModel(ApiKey key, String id) {
    return gateway.missingModel(key, id);
  }

  @Override
  public RateStates rate(ApiKey key) {
    return gateway.rate(key);
  }
}
