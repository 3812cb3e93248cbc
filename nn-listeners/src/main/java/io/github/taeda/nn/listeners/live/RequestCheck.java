package io.github.taeda.nn.listeners.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are answered: those that name the server by an address, not by a name that anybody
 * could let point here (DNS rebinding), and that no other site sends; commands only with the token.
 */
final class RequestCheck {
  static final String TOKEN_HEADER = "X-Taeda-Token";
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.%]+]");

  private final int port;
  private final String token;

  RequestCheck(InetSocketAddress bound) {
    port = bound.getPort();
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    token = HexFormat.of().formatHex(random);
  }

  String token() {
    return token;
  }

  /** Why a request is rejected, or null. */
  @Nullable String fault(Headers headers) {
    String host = headers.getFirst("Host");
    if (host == null || !isOurs(host.toLowerCase(Locale.ROOT))) {
      return "the header Host must name this server by its address";
    }
    String origin = headers.getFirst("Origin");
    if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
      return "the header Origin must be this server's";
    }
    return null;
  }

  /** Whether a request has the token. */
  boolean mayCommand(Headers headers) {
    String given = headers.getFirst(TOKEN_HEADER);
    return given != null && MessageDigest.isEqual(given.getBytes(UTF_8), token.getBytes(UTF_8));
  }

  private boolean isOurs(String host) {
    String suffix = ":" + port;
    if (!host.endsWith(suffix) && port != 80) {
      return false;
    }
    String name = host.endsWith(suffix) ? host.substring(0, host.length() - suffix.length()) : host;
    return name.equals("localhost") || ADDRESS.matcher(name).matches();
  }
}
