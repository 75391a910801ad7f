/**
 * Exchange-traded funds that may stand in for a security sold at a loss: broad and cheap ones, two
 * or more indexes for each asset class, and the eleven sectors for single companies. A choice of
 * ours, not a recommendation; their asset class and prices come from market-data, and a symbol that
 * it does not know is passed over.
 */
export const SUBSTITUTE_UNIVERSE: readonly string[] = [
  // the whole US market and its large companies
  ..."VTI ITOT SCHB VOO IVV SCHX VONE VTHR QQQM RSP DIA".split(" "),
  // styles and sizes
  ..."VUG SCHG VONG VTV SCHV VONV VO IJH VB IJR VTWO SCHA VIG VYM SCHD DGRO USMV QUAL AVUV".split(
    " ",
  ),
  // sectors
  ..."XLK VGT XLF VFH XLV VHT XLE VDE XLI VIS XLY VCR XLP VDC XLU VPU XLB VAW XLC VOX".split(" "),
  // developed and emerging markets
  ..."VXUS IXUS VEA IEFA SCHF VEU EFA VWO IEMG SCHE".split(" "),
  // bonds
  ..."BND AGG SCHZ VGIT IEF SCHR VCIT LQD VTIP SCHP TIP VTEB MUB BNDX IAGG BSV VCSH TLT VGLT HYG JNK".split(
    " ",
  ),
  // real estate, commodities
  ..."VNQ SCHH XLRE IYR GLDM IAUM SLV DBC PDBC".split(" "),
];
