// The package's types are its sources, which our compiler settings refuse: its types are beside this file instead.
export { default } from '@kninnug/constrainautor'
