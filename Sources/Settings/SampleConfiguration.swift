/// The complete, commented `sluice.yaml` that `sluice up` writes on its first start.
///
/// A test holds that it reads without a mistake and that every value in it is the default of its key.
package struct SampleConfiguration: Sendable {
    /// The data folder, as the roles will see it; default `.sluice`.
    package var data: String
    /// Where visitors come in; default `127.0.0.1:8080`.
    package var listen: [ListenAddress]
    /// Where health and metrics are served; default `127.0.0.1:9090`.
    package var ops: ListenAddress
    /// Where the protected site runs; default `127.0.0.1:9000`.
    package var site: ServerAddress

    /// A configuration for these places.
    package init(
        data: String = ".sluice", listen: [ListenAddress] = GatewayConfiguration().listen,
        ops: ListenAddress = GatewayConfiguration().ops, site: ServerAddress = .host("127.0.0.1", port: 9000)
    ) {
        self.data = data
        self.listen = listen
        self.ops = ops
        self.site = site
    }

    /// The settings that the text reads as.
    package var settings: SluiceSettings {
        SluiceSettings(
            data: data, gateway: GatewayConfiguration(listen: listen, ops: ops),
            upstreams: upstreamsByName, routes: Self.routes,
            rooms: [
                RoomConfiguration(
                    name: "demo", match: [RequestMatch(path: "/**")],
                    except: Self.exempt.map { RequestMatch(path: $0) }, upstream: "site")
            ], services: services)
    }

    /// The text of the file.
    package var yaml: String {
        base + gateway + upstreams + rooms + servicesText
    }

    private var base: String {
        """
        # Sluice: every key with its default. `sluice check-config --config FILE` lists every mistake with its
        # line. A flag comes before a variable of the environment, that before this file. Relative paths start
        # in the folder where sluice is started. Durations: 250ms, 20s, 5m, 1h. Sizes: 512B, 16KiB, 1MiB.

        # What the roles keep between starts (SLUICE_DATA, --data)
        data: \(YAMLText.quoted(data))
        # The keys, a folder for each role; made on first start, 0600 (SLUICE_KEYS, --keys)
        keys: \(YAMLText.quoted("\(data)/keys"))
        # The store: a Unix socket, or redis://user:password@host:6379/0
        # (SLUICE_REDIS, SLUICE_REDIS_FILE, --redis)
        redis: \(YAMLText.quoted("unix:\(data)/redis.sock"))
        # The database of the services: the folder of its socket, or postgres://user:password@host:5432/sluice
        # (SLUICE_POSTGRES, SLUICE_POSTGRES_FILE, --postgres)
        postgres: \(YAMLText.quoted("unix:\(data)/postgres"))

        log:
          level: info               # debug, info, warning or error            (SLUICE_LOG_LEVEL, --log-level)

        token:                      # what admission tokens say about themselves
          issuer: sluice            # iss                                               (SLUICE_TOKEN_ISSUER)
          audience: site            # aud: the services behind the gateway check it   (SLUICE_TOKEN_AUDIENCE)
          algorithm: EdDSA          # or Ed25519, its name since RFC 9864             (SLUICE_JWT_ALG)

        identity:                   # who a visitor is, for rooms with `identity: account`: one place a person
          jwks: \(YAMLText.quoted("\(data)/public/identity.jwks.json"))  # public keys of user tokens
          issuer: identity          # their iss
          audience: sluice-api      # their aud
          login: /login             # where browsers log in, with ?return=…: exempt it and what it needs


        """
    }

    private var gateway: String {
        """
        gateway:
          # Where visitors come in: 127.0.0.1:8080, "[::1]:8080", ":8080" (everywhere), unix:/path
          # (SLUICE_LISTEN, --listen)
          listen: \(YAMLText.list(listen.map { YAMLText.quoted($0.description) }))
          # Health and metrics: keep it private (SLUICE_OPS, --ops)
          ops: \(YAMLText.quoted(ops.description))
          loops: 0                  # event loops; 0: one a core                      (SLUICE_LOOPS, --loops)
          trusted_proxies: []       # whose X-Forwarded-* is believed: [10.0.0.0/8]   (SLUICE_TRUSTED_PROXIES)
          insecure_cookies: false   # cookies without Secure over plain HTTP          (SLUICE_COOKIE_INSECURE)
          # On SIGTERM: how long readiness says no before the listeners close (SLUICE_DRAIN_DELAY)
          drain_delay: 5s
          drain_timeout: 20s        # after that: how long requests in progress may take
          limits:
            header_bytes: 16KiB     # a request's header block
            fields: 100             # its header fields
            request_line_bytes: 8KiB
            header_timeout: 10s     # for the whole head
            body_idle_timeout: 30s  # a body that stands still
            body_rate: 240          # bytes a second that a body moves at least after 30 s; 0: no limit
            keep_alive_timeout: 75s # a connection between requests
            connections_per_address: 1000  # on each loop; 0: no limit; loopback and trusted proxies have none
          # Visitors of one address (IPv6: of one /64) who may go straight in; others queue
          fast_path:
            rate: 20                # a second, on each loop
            burst: 100              # at once, after a rest


        """
    }

    private var upstreams: String {
        """
        # The servers behind the gateway; `default` takes what no room matches, else 404
        upstreams:
          site:
            servers: \(YAMLText.list([YAMLText.quoted(site.description)]))  # host:port or unix:/path
            connect_timeout: 2s
            first_byte_timeout: 30s
            idle_timeout: 30s       # an answer that stands still
            keep_alive: 512         # idle connections that each loop keeps to each server
            keep_alive_timeout: 50s # keep it below the servers' own
        \(serviceUpstreams)

        # Where a request goes once it may pass: host, path, methods; the longest match wins; without one its
        # room's upstream, else `default`
        routes:
        \(Self.routes.map { "  - \($0.text)" }.joined(separator: "\n"))


        """
    }

    private var rooms: String {
        """
        rooms:
          - name: demo              # a-z 0-9 -, at most 32
            match: [{path: /**}]    # host, path (* within a segment, ** across), methods; longest match wins
            except:                 # never wait: assets, payment providers, public keys, inspectors at work
        \(Self.exempt.map { "      - {path: \($0)}" }.joined(separator: "\n"))
            upstream: site
            mode: auto              # auto, always, paused, closed, passthrough or soldout
            rate: 50                # admissions a second, may be fractional
            capacity: 500           # sessions at once
            session: {start: 20s, idle: 5m, max: 15m}    # start: until its token is first shown
            recall: 5m              # how long a called place may come late
            heartbeat: {every: 15s, lost_after: 40s}     # near the front; lost_after: at least twice every
            warm_up: 0s             # the ramp from a tenth of the rate to all of it after opening
            waiting_status: 200     # of the waiting page: 200, 202, 429 or 503
            identity: none          # none, cookie or account (one place a person, by user token)
            message: ""             # shown to those who wait, at most 500 characters

        """
    }
}
