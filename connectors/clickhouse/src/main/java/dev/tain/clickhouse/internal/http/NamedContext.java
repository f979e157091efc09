package dev.tain.clickhouse.internal.http;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * TLS with a server that has another name in its certificate than the one it is reached by. The JDK's client takes the
 * name that it asks for and checks from the address; here every connection is begun for the given name instead.
 */
final class NamedContext extends SSLContextSpi {
    private final SSLContext real;
    private final String name;

    private NamedContext(SSLContext real, String name) {
        this.real = real;
        this.name = name;
    }

    /** @param real initialised */
    static SSLContext of(SSLContext real, String name) {
        return new Named(new NamedContext(real, name), real);
    }

    /** The class is abstract in all but its modifier: its one constructor is for those who extend it. */
    private static final class Named extends SSLContext {
        Named(SSLContextSpi spi, SSLContext real) {
            super(spi, real.getProvider(), real.getProtocol());
        }
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
        return real.createSSLEngine(name, port);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        return real.createSSLEngine();
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trusted, SecureRandom random)
            throws KeyManagementException {
        throw new KeyManagementException("initialised already");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        return real.getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        return real.getServerSocketFactory();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        return real.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        return real.getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
        return real.getDefaultSSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
        return real.getSupportedSSLParameters();
    }
}
