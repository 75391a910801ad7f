/**
 * Coins in US dollars, in the form of `US_LISTINGS`: the symbol is the pair, as exchanges of coins
 * quote it, so that no coin can be taken for a share or fund with the same letters.
 */
export const COINS = `
BTC.USD|XXXX|S|CRYPTO|107000||0.55|Bitcoin
ETH.USD|XXXX|S|CRYPTO|2480||0.7|Ether
SOL.USD|XXXX|S|CRYPTO|153||0.85|Solana
XRP.USD|XXXX|S|CRYPTO|2.20||0.8|XRP
ADA.USD|XXXX|S|CRYPTO|0.56||0.8|Cardano
DOGE.USD|XXXX|S|CRYPTO|0.165||0.9|Dogecoin
LTC.USD|XXXX|S|CRYPTO|86||0.75|Litecoin
BCH.USD|XXXX|S|CRYPTO|500||0.75|Bitcoin Cash
LINK.USD|XXXX|S|CRYPTO|13.30||0.85|Chainlink
AVAX.USD|XXXX|S|CRYPTO|17.90||0.9|Avalanche
DOT.USD|XXXX|S|CRYPTO|3.35||0.85|Polkadot
UNI.USD|XXXX|S|CRYPTO|7.10||0.9|Uniswap
XLM.USD|XXXX|S|CRYPTO|0.235||0.85|Stellar Lumens
ALGO.USD|XXXX|S|CRYPTO|0.18||0.9|Algorand
ATOM.USD|XXXX|S|CRYPTO|4||0.85|Cosmos
ETC.USD|XXXX|S|CRYPTO|16.60||0.8|Ethereum Classic
AAVE.USD|XXXX|S|CRYPTO|275||0.9|Aave
`;
