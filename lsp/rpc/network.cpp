#include "lsp/rpc/network.h"

#include <stdexcept>
// Boost 1.74's Asio uses std::exchange without including it, which C++20 mode reveals.
#include <utility>

#include <boost/asio.hpp>

#include "lsp/rpc/stream_transport.h"

namespace buildspec::lsp {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

tcp::endpoint loopback(std::uint16_t port) { return {asio::ip::address_v4::loopback(), port}; }

// From here on the connection is a descriptor like any other.
template <class Socket>
std::unique_ptr<Transport> as_transport(Socket socket) {
  socket.native_non_blocking(false);
  const int descriptor = socket.release();
  return std::make_unique<StreamTransport>(descriptor, descriptor, /*owned=*/true);
}

}  // namespace

std::unique_ptr<Transport> connect_pipe(const std::string& name) {
  asio::io_context context;
  asio::local::stream_protocol::socket socket(context);
  boost::system::error_code error;
  try {
    socket.connect(asio::local::stream_protocol::endpoint(name), error);
  } catch (const boost::system::system_error& too_long) {
    error = too_long.code();
  }
  if (error)
    throw std::runtime_error("cannot connect to the pipe " + name + ": " + error.message());
  return as_transport(std::move(socket));
}

std::unique_ptr<Transport> connect_socket(std::uint16_t port) {
  asio::io_context context;
  tcp::socket socket(context);
  boost::system::error_code error;
  socket.connect(loopback(port), error);
  if (error) {
    throw std::runtime_error("cannot connect to port " + std::to_string(port) + ": " +
                             error.message());
  }
  socket.set_option(tcp::no_delay(true), error);
  return as_transport(std::move(socket));
}

std::unique_ptr<Transport> listen_socket(std::uint16_t port,
                                         const std::function<void(std::uint16_t)>& on_listening) {
  asio::io_context context;
  tcp::acceptor acceptor(context);
  boost::system::error_code error;
  acceptor.open(tcp::v4(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(loopback(port), error);
  if (!error) acceptor.listen(1, error);
  if (error) {
    throw std::runtime_error("cannot listen on port " + std::to_string(port) + ": " +
                             error.message());
  }
  on_listening(acceptor.local_endpoint().port());
  tcp::socket socket(context);
  acceptor.accept(socket, error);
  if (error) throw std::runtime_error("cannot accept a client: " + error.message());
  socket.set_option(tcp::no_delay(true), error);
  return as_transport(std::move(socket));
}

}  // namespace buildspec::lsp
